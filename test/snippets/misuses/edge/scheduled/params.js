// ---- nobody is there
await params.infra.CACHE.get(params.userId);
                                    ^^^^^^ 2339
params.logger.log(params.hostData.country);
                         ^^^^^^^^ 2339

// ---- a time is a date
const rows = await params.reporting.getFromDatabase('SELECT 1', []);
await params.reporting.save('INSERT');
                       ^^^^ 2339
