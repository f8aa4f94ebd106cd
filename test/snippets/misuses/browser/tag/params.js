// ---- the event as the edge has it
fbq('track', params.payload.eventName);
                    ^^^^^^^ 2339

// ---- variables of browser/init
pix('init', params.manifest.variables.PIXEL_ID);
                            ^^^^^^^^^ wrong-variable-path

// ---- a user that only the edge has
ttq.identify({ email: params.user.email });
                             ^^^^ 2339

// ---- saved from the browser
await params.userSave(params.userId, { a: 1 });
             ^^^^^^^^ 2339

// ---- a key that is private
const { API_SECRET } = params.manifestVariables;
        ^^^^^^^^^^ secret-in-browser
