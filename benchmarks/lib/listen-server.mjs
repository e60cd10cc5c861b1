// A server of one kind for listen.mjs: `application` answers, `proxy` passes bytes on, `listen` is what is measured.
import { Agent, createServer, request as requestHttp } from 'node:http';

const [kind, to, file] = process.argv.slice(2);

/** The least that passes a request on: header pairs, body and answer, all as they came. */
function startProxy() {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(to);
  return listen(
    createServer((request, response) => {
      const { method, url: path, rawHeaders: headers } = request;
      const passed = requestHttp({ hostname, port, method, path, headers, agent }, (answer) => {
        response.writeHead(answer.statusCode, answer.rawHeaders);
        answer.pipe(response);
      });
      request.pipe(passed);
    }),
  );
}

function startApplication() {
  return listen(
    createServer((request, response) => {
      let bytes = 0;
      request.on('data', (chunk) => (bytes += chunk.length));
      request.on('end', () => {
        response.writeHead(200, {
          'Content-Type': 'text/plain',
          'Content-Length': String(String(bytes).length),
        });
        response.end(String(bytes));
      });
    }),
  );
}

async function startListener() {
  const source = new URL('../../packages/cli/src/lib/listen/create-listener.ts', import.meta.url);
  const { createListener } = await import(source.href);
  const listener = await createListener({ captures: file, forward: to, port: 0 });
  // As a view does.
  let answered = 0;
  listener.onChange(({ kind: what }) => (answered += what === 'answered' ? 1 : 0));
  process.on('message', () => {
    void listener.captures.settled().then(() => {
      const kept = listener.captures.count();
      process.send({ answered, kept, attempts: listener.captures.list({ limit: 1 })[0]?.attempts });
    });
  });
  return listener.port;
}

function listen(server) {
  server.keepAliveTimeout = 0;
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}

const start = { application: startApplication, proxy: startProxy, listen: startListener };
process.on('disconnect', () => process.exit());
process.send({ port: await start[kind]() });
