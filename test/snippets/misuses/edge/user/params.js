// ---- the shop's platform
if (params.platform === 'SHOPIFY') return;
           ^^^^^^^^ 2339

// ---- the user fields are changed
params.payload.email = params.payload.email.toLowerCase();
^^^^^^^^^^^^^^^^^^^^ payload-mutation
