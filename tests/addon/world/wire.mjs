/** Real HTTP, made synchronous: a worker thread speaks it while this one waits. */

import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

let worker = null;

function started() {
  if (worker) return worker;
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(new URL('wire_worker.mjs', import.meta.url), { workerData: { port: port2, signal }, transferList: [port2] });
  thread.unref();
  port1.unref();
  worker = { port: port1, signal };
  return worker;
}

/** Ask all at once: requests {address, method, headers, payload, followRedirects} -> {status, headers, content} or {failure: 'lost'}. */
export function askAll(requests) {
  if (requests.length === 0) return [];
  const { port, signal } = started();
  Atomics.store(signal, 0, 0);
  port.postMessage(requests);
  Atomics.wait(signal, 0, 0, 180_000);
  const received = receiveMessageOnPort(port);
  if (!received) throw new Error('the thread that speaks HTTP did not answer within three minutes');
  return received.message.map((answer) => (answer.failure ? answer : { ...answer, content: Buffer.from(answer.content) }));
}
