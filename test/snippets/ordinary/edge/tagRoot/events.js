// ---- internal traffic is dropped
const { payload, variables } = params;
if (/@shop\.example$/.test(payload.data.email) || variables.BLOCKED.split(',').includes(payload.data.ip)) {
  return { skipEvent: true };
}
return {};

// ---- values with tax taken off
const payload = structuredClone(params.payload);
payload.data.value = +(payload.data.value / 1.19).toFixed(2);
payload.data.contents = (payload.data.contents || []).filter((c) => c.id !== 'gift').map((c) => ({ ...c, item_price: c.item_price / 1.19 }));
return { payload };

// ---- one event becomes several
const events = params.payload.data.contents.map((item) => ({
  eventName: 'ProductPurchased',
  data: { value: item.item_price, contents: [item] },
}));
return { additionalEvents: events, payload: { ...params.payload, data: { ...params.payload.data, split: true } } };

// ---- nothing, depending on the name
var n = params.payload.eventName;
if (n !== 'Purchase') return;
var user = {};
user.email = (params.payload.data.customer || {}).email;
user.vip = params.payload.data.value > 500 || undefined;
return { user: user, skipEvent: !user.email };
