// ---- a Transformation has no bindings
const blocked = await params.infra.CACHE.get('blocked');
                             ^^^^^ infra-not-available
return { skipEvent: true };

// ---- nor variables where edge stages have them
return { skipEvent: params.secrets.DEBUG === 'true' };
                           ^^^^^^^ wrong-variable-path
