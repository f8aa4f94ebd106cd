// ---- a tag cannot be sent here
params.sendTag({ eventName: 'Identify' });
       ^^^^^^^ 2339

// ---- the user's data by another name
window.ttq.identify({ email: params.user.email });
                                    ^^^^ 2339
