// ---- the cart counted in a binding
await params.infra.CACHE.put('cart', params.data.value);
             ^^^^^ infra-not-available
