// ---- a name that nobody declares
await params.infra.STORE.get('a');
                   ^^^^^ undeclared-binding

// ---- a name written a little wrong
await params.infra.CACHES.get('a');
                   ^^^^^^ undeclared-binding
await params.infra.Db.prepare('SELECT 1').all();
                   ^^ undeclared-binding

// ---- by a text
await params.infra['STORE'].get('a');
                    ^^^^^ undeclared-binding

// ---- taken apart
const { CACHE, STORE, LOG: log = null } = params.infra;
               ^^^^^ undeclared-binding
                      ^^^ undeclared-binding

// ---- taken apart at once
const { infra: { STORE: store }, payload } = params;
                 ^^^^^ undeclared-binding

// ---- through an alias
const env = params.infra;
await env.STORE.put('a', 'b');
          ^^^^^ undeclared-binding

// ---- with question marks
const value = await params?.infra?.STORE?.get('a');
                                   ^^^^^ undeclared-binding

// ---- in a helper with params
async function save(params, key) {
  await params.infra.STORE.put(key, '1');
                     ^^^^^ undeclared-binding
}
await save(params, 'a');

// ---- within a template
params.logger.log(`have ${await params.infra.STORE.get('a')}`);
                                             ^^^^^ undeclared-binding

// ---- in a callback
await Promise.all(['a', 'b'].map((key) => params.infra.STORE.get(key)));
                                                       ^^^^^ undeclared-binding

// ---- a variable among the bindings
const id = params.infra.PIXEL_ID;
                        ^^^^^^^^ variable-as-binding
const { ACCESS_TOKEN: token } = params.infra;
        ^^^^^^^^^^^^ variable-as-binding

// ---- a binding among the variables
await params.secrets.CACHE.get('a');
                     ^^^^^ binding-as-variable

// ---- a variable that nobody knows
const url = params.secrets.API_UR + '/events';
                           ^^^^^^ unknown-variable
const { NEWSLETTER_ID } = params.secrets;
        ^^^^^^^^^^^^^ unknown-variable

// ---- a variable on a path of the browser
const pixel = params.manifestVariables.PIXEL_ID;
                     ^^^^^^^^^^^^^^^^^ wrong-variable-path

// ---- a variable on the path of Transformations
const list = params.variables.LIST_ID;
                    ^^^^^^^^^ wrong-variable-path

// ---- a member of params written a little wrong
const data = params.payloads.data;
                    ^^^^^^^^ 2551
const { userID } = params;
        ^^^^^^ 2339

// ---- members of an API handler
const body = await params.request.json();
                          ^^^^^^^ 2339
if (params.method === 'POST') return;
           ^^^^^^ 2339

// ---- members of another stage
if (params.isNewUser) params.logger.log(params.scheduledTime);
           ^^^^^^^^^ 2339
                                               ^^^^^^^^^^^^^ 2339
await params.reporting.saveInDatabase('SELECT 1', []);
             ^^^^^^^^^ 2339

// ---- members of the browser
params.sendTag({ eventName: 'x' });
       ^^^^^^^ 2339
params.executionContext.set('a', 1);
       ^^^^^^^^^^^^^^^^ 2339

// ---- the logger's methods
params.log('a');
       ^^^ 2339

// ---- Buffer
const encoded = Buffer.from(params.userId).toString('base64');
                ^^^^^^ 2591

// ---- the environment of Node.js
const key = process.env.API_KEY;
            ^^^^^^^ 2591
if (process.env.NODE_ENV === 'production') return;
    ^^^^^^^ 2591

// ---- modules of Node.js
const crypto2 = require('crypto');
                        ^^^^^^^^ 2591
const fs = require('fs');
                   ^^^^ 2591

// ---- the global of Node.js
global.cache = {};
^^^^^^ 2304

// ---- the page
const title = document.title;
              ^^^^^^^^ 2584
const here = window.location.href;
             ^^^^^^ 2304

// ---- storage of the browser
const seen = localStorage.getItem('seen');
             ^^^^^^^^^^^^ 2304
sessionStorage.setItem('a', 'b');
^^^^^^^^^^^^^^ 2304

// ---- a pixel on the edge
const img = new Image();
                ^^^^^ 2552
img.src = 'https://px.example/i.gif';

// ---- a request of the old kind
const xhr = new XMLHttpRequest();
                ^^^^^^^^^^^^^^ 2304
xhr.open('GET', 'https://api.example');

// ---- an address that only a page has
const query = new URLSearchParams(location.search);
                                  ^^^^^^^^ 2304

// ---- a global in a helper
function domain() {
  return window.location.hostname;
         ^^^^^^ 2304
}
params.logger.log(domain());

// ---- text in XML, read as a page would
const xml = new DOMParser().parseFromString('<a/>', 'text/xml');
                ^^^^^^^^^ 2304

// ---- the event is changed
params.payload.eventName = 'Lead';
^^^^^^^^^^^^^^^^^^^^^^^^ payload-mutation

// ---- a part of the event is changed
const data2 = params.payload.data;
data2.value = data2.value / 1.19;
^^^^^^^^^^^ payload-mutation
data2.contents.push({ id: 'shipping' });
^^^^^^^^^^^^^^ payload-mutation

// ---- the event is extended
const { payload } = params;
Object.assign(payload, { source: 'edge' });
              ^^^^^^^ payload-mutation
delete payload.data.email;
       ^^^^^^^^^^^^^^^^^^ payload-mutation

// ---- the items are sorted in place
const items = params.payload.data.contents.sort((a, b) => a.item_price - b.item_price);
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ payload-mutation

// ---- a part that is counted up
params.payload.data.quantity++;
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ payload-mutation

// ---- every item is changed
for (const item of params.payload.data.contents) {
  item.item_price *= 100;
  ^^^^^^^^^^^^^^^ payload-mutation
}

// ---- every item is changed in a callback
params.payload.data.contents.forEach((item) => {
  item.sku = item.id.toUpperCase();
  ^^^^^^^^ payload-mutation
});

// ---- a part with a fallback
const custom = params.payload.data.custom || {};
custom.seen = true;
^^^^^^^^^^^ payload-mutation
