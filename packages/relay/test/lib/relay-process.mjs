// A relay in a process of its own, that a test kills.
const { createRelay } = await import(process.argv[2]);
const [, , , token, file, port] = process.argv;
const relay = await createRelay({ tokens: [token], file, port: Number(port), mode: 'store' });
console.log(JSON.stringify({ url: relay.url, port: relay.port, publicUrl: relay.publicUrls[0] }));
