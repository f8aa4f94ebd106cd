// ---- a conversion sent to an ad platform
const { payload, user, secrets, requestHandler } = params;
if (payload.eventName !== 'Purchase') {
  return;
}
const body = {
  data: [
    {
      event_name: payload.eventName,
      event_time: Math.floor(Date.now() / 1000),
      event_id: payload.eventId,
      user_data: { em: user.email, ph: user.phone, client_ip_address: params.hostData.ip },
      custom_data: { currency: payload.data.currency, value: payload.data.value },
    },
  ],
};
if (secrets.TEST_CODE) {
  body.test_event_code = secrets.TEST_CODE;
}
await requestHandler(`https://graph.example/v19.0/${secrets.PIXEL_ID}/events?access_token=${secrets.ACCESS_TOKEN}`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

// ---- a status is looked at, however the request answers
var res
try {
  res = await params.requestHandler(params.secrets.API_URL + '/events', { method: 'POST', body: JSON.stringify(params.payload) })
  if (res.status >= 400) throw new Error('status ' + res.status)
} catch (e) {
  params.logger.error('failed', e.message, e.response && e.response.status, e.code)
  return
}
params.logger.log(res.headers['x-request-id'], res.data.id, (await res.json()).ok)

// ---- a query string, the long way
var parts = [];
for (var key in params.payload.data) {
  if (Object.prototype.hasOwnProperty.call(params.payload.data, key) && typeof params.payload.data[key] !== 'object') {
    parts.push(encodeURIComponent(key) + '=' + encodeURIComponent(params.payload.data[key]));
  }
}
parts.push('cid=' + params.userId);
await params.requestHandler('https://collect.example/g?' + parts.join('&'));

// ---- URLSearchParams from an object that has gaps
const query = new URLSearchParams({
  v: 2,
  tid: params.secrets.MEASUREMENT_ID,
  cid: params.providerData.clientId || params.userId,
  dl: params.payload.pageUrl,
  cu: params.payload.data?.currency ?? undefined,
});
query.append('ev', params.payload.data.value);
query.delete('dl');
const url = new URL('/collect', params.secrets.API_URL);
url.search = query;
await params.requestHandler(url);

// ---- form data with a file made here
const form = new FormData();
form.append('event', params.payload.eventName);
form.append('value', params.payload.data.value || 0);
form.append('file', new Blob([JSON.stringify(params.payload)], { type: 'application/json' }), 'event.json');
const answer = await params.requestHandler(params.secrets.WEBHOOK_URL, { method: 'POST', body: form });
if (!answer.ok) params.logger.error(answer.statusText);

// ---- basic authorization
const credentials = btoa(`${params.secrets.CLIENT_ID}:${params.secrets.API_KEY}`)
const headers = new Headers({ Authorization: `Basic ${credentials}`, Accept: 'application/json' })
headers.set('X-Shop', params.domain)
const headerObject = {}
headers.forEach((value, name) => { headerObject[name] = value })
const response = await fetch(params.secrets.API_URL, { headers: headerObject })
const json = await response.json()
return void params.logger.log(json.items[0].id, json.meta?.next)

// ---- retries with a growing pause
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function post(data, attempt = 0) {
  try {
    return await params.requestHandler(params.secrets.WEBHOOK_URL, { method: 'POST', body: data });
  } catch (error) {
    if (attempt >= 3 || error.status < 500) throw error;
    await sleep(2 ** attempt * 100);
    return post(data, attempt + 1);
  }
}
const done = await post(JSON.stringify({ id: params.payload.eventId }));
params.logger.log(done.body.received);

// ---- a request that is given up after a while
const controller = new AbortController();
const timer = setTimeout(() => controller.abort(), 2000);
try {
  const res = await fetch(params.secrets.API_URL, { method: 'POST', signal: controller.signal, body: params.userId });
  const { items = [], ...rest } = await res.json();
  params.logger.log(items.length, rest.total);
} catch (err) {
  if (err.name === 'AbortError') params.logger.error('too slow');
  else throw err;
} finally {
  clearTimeout(timer);
}

// ---- a promise chain, no await in sight
return params.requestHandler(params.secrets.API_URL)
  .then(function (r) { return r.json() })
  .then(function (list) {
    return Promise.all(list.map(function (item) {
      return params.requestHandler(params.secrets.API_URL + '/' + item.id, { method: 'DELETE' })
    }))
  })
  .then(function (all) { params.logger.log(all.length + ' removed') })
  .catch(function (e) { params.logger.error(e) })

// ---- a variable holds the promise first, then its result
let answer = fetch('https://api.example/rates');
params.logger.log('asked');
answer = await answer;
if (!answer.ok) {
  return;
}
let rates = answer.json();
rates = await rates;
params.logger.log(rates.EUR, rates['USD']);

// ---- requests side by side, some of which may fail
const targets = params.secrets.WEBHOOK_URL.split(',').map((s) => s.trim()).filter(Boolean);
const results = await Promise.allSettled(targets.map((t) => params.requestHandler(t, { method: 'POST' })));
results.forEach((r, i) => {
  if (r.status === 'rejected') {
    params.logger.error(targets[i], r.reason.message);
  } else {
    params.logger.log(targets[i], r.value.status);
  }
});
const [first, second = {}] = results;
if (first.value && first.value.body) params.logger.log(first.value.body, second.value);

// ---- a token is fetched once and kept in a closure
let token;
const getToken = async () => {
  if (!token) {
    const { access_token } = await (await fetch(params.secrets.API_URL + '/token', { method: 'POST' })).json();
    token = access_token;
  }
  return token;
};
for (const item of params.payload.data.contents || []) {
  await params.requestHandler(`${params.secrets.API_URL}/items/${item.id}`, {
    headers: { authorization: 'Bearer ' + (await getToken()) },
  });
}

// ---- requests in flight are shared
const pending = {};
const load = (id) => pending[id] || (pending[id] = params.requestHandler('https://api.example/' + id));
const inFlight = new Map();
function once(id) {
  if (!inFlight.has(id)) inFlight.set(id, load(id).finally(() => inFlight.delete(id)));
  return inFlight.get(id);
}
const [a, b] = await Promise.all([once('a'), once('b')]);
params.logger.log(a.status === b.status);
let shared;
const ask = () => (shared = shared || load('c'));
await Promise.all([ask(), ask()]);

// ---- a promise that is settled from outside
const ready = new Promise((resolve, reject) => {
  setTimeout(reject, 5000, new Error('timeout'));
  params.requestHandler('https://api.example/slow').then(resolve);
});
ready.startedAt = Date.now();
ready.cancel = function () { this.cancelled = true };
const value = await ready;
if (!ready.cancelled && Date.now() - ready.startedAt > 1000) ready.cancel();
params.logger.log(value);

// ---- XML, as old services want it
var esc = function (s) { return String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;') };
var xml = '<?xml version="1.0"?><order id="' + esc(params.payload.data.orderId) + '">';
params.payload.data.contents.forEach(function (p) {
  xml += '<item sku="' + esc(p.id) + '" qty="' + (p.quantity | 0) + '"/>';
});
xml += '</order>';
var r = await params.requestHandler(params.secrets.WEBHOOK_URL, { method: 'POST', body: xml, headers: { 'content-type': 'text/xml' } });
var match = /<status>(\w+)<\/status>/.exec(await r.text());
if (match[1] !== 'OK') params.logger.error(match[0], match.index);

// ---- GraphQL with a helper whose parameter is named like ours
const graphql = async (params, token) => {
  const res = await fetch('https://shop.example/graphql', {
    method: 'POST',
    headers: { 'x-token': token },
    body: JSON.stringify({ query: params.query, variables: params.variables, operationName: params.name }),
  });
  return (await res.json()).data;
};
const data = await graphql({ query: '{ shop { name } }', variables: { first: 1 }, name: 'Shop' }, params.secrets.ACCESS_TOKEN);
params.logger.log(data.shop.name);
