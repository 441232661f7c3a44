/** The thread that speaks HTTP for wire.mjs. */

import http from 'node:http';
import { workerData } from 'node:worker_threads';
import zlib from 'node:zlib';

const { port, signal } = workerData;
const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
const UNPACK = { gzip: zlib.gunzipSync, deflate: zlib.inflateSync, br: zlib.brotliDecompressSync };

port.on('message', async (requests) => {
  const answers = await Promise.all(requests.map((request) => ask(request, 0)));
  port.postMessage(answers);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});

async function ask(request, hops, again = true) {
  const answer = await once(request);
  // A kept connection that the server closed at the same moment says nothing about the server.
  if (answer.failure && answer.reused && again) return ask(request, hops, false);
  const place = answer.headers?.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (request.followRedirects && place && answer.status >= 300 && answer.status < 400 && hops < 20) {
    const address = new URL(place, request.address);
    if (address.origin === new URL(request.address).origin) {
      const method = answer.status === 307 || answer.status === 308 ? request.method : 'GET';
      return ask({ ...request, address: address.href, method, payload: method === 'GET' ? null : request.payload }, hops + 1);
    }
  }
  return answer;
}

function once({ address, method, headers, payload }) {
  return new Promise((resolve) => {
    const length = payload ? { 'Content-Length': payload.length } : {};
    const request = http.request(address, { method, headers: { ...headers, ...length }, agent, timeout: 120_000 }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', () => resolve({ failure: 'lost' }));
      response.on('end', () => {
        const raw = response.rawHeaders;
        const named = Array.from({ length: raw.length / 2 }, (_, at) => [raw[2 * at], raw[2 * at + 1]]);
        const unpack = UNPACK[response.headers['content-encoding']] ?? ((content) => content);
        resolve({ status: response.statusCode, headers: named, content: new Uint8Array(unpack(Buffer.concat(chunks))) });
      });
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', () => resolve({ failure: 'lost', reused: request.reusedSocket }));
    request.end(payload ? Buffer.from(payload) : undefined);
  });
}
