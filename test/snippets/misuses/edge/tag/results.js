// ---- rows by another name
const answer = await params.infra.DB.prepare('SELECT * FROM t').all();
params.logger.log(answer.rows.length);
                         ^^^^ 2339

// ---- values bound as a list
const found = await params.infra.DB.prepare('SELECT * FROM t WHERE a = ? AND b = ?').bind([1, 2]).all();
                                                                                          ^^^^^^ 2345

// ---- a body where only the head was asked for
const head = await params.infra.FILES.head('a.txt');
params.logger.log(await head.text());
                             ^^^^ 2339

// ---- names of keys
const page = await params.infra.CACHE.list();
params.logger.log(page.names.join());
                       ^^^^^ 2339
