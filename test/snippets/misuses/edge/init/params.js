// ---- there is no event yet
const name = params.payload.eventName;
                    ^^^^^^^ 2339

// ---- data of the tag
await params.requestHandler('https://api.example', { body: params.providerData.fbp });
                                                                  ^^^^^^^^^^^^ 2339
const { user, userId } = params;
        ^^^^ 2339
