// ---- bindings in the browser
await params.infra.CACHE.put('a', 'b');
             ^^^^^ infra-not-available

// ---- bindings taken apart in the browser
const { infra, userId } = params;
        ^^^^^ infra-not-available

// ---- variables of the edge
pix('init', params.secrets.PIXEL_ID);
                   ^^^^^^^ wrong-variable-path

// ---- variables of browser/tag
pix('init', params.manifestVariables.PIXEL_ID);
                   ^^^^^^^^^^^^^^^^^ wrong-variable-path

// ---- a secret for everyone
const token = params.manifest.variables.ACCESS_TOKEN;
                                        ^^^^^^^^^^^^ secret-in-browser

// ---- requests of the edge
await params.requestHandler('https://api.example');
             ^^^^^^^^^^^^^^ 2339

// ---- a consent that is elsewhere
if (!params.consent.advertising) return { skipEvent: true };
            ^^^^^^^ 2339
