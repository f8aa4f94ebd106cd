// ---- names as a channel wants them
const map = JSON.parse(params.variables.EVENT_MAP || '{}');
const eventName = map[params.payload.eventName] || params.payload.eventName;
return eventName === 'ignore' ? { skipEvent: true } : { payload: { ...params.payload, eventName } };

// ---- locale decides on the currency
const currencies = { 'de-DE': 'EUR', 'en-GB': 'GBP' };
const data = Object.assign({}, params.payload.data, { currency: currencies[params.payload.locale] || 'USD' });
data.country = params.payload.locale.split('-')[1];
if (params.user && params.user.email) data.known = true;
return { payload: Object.assign({}, params.payload, { data }), user: { country: data.country } };
