// Notes which function of ours asks AWS for what, while the tests of a worker run. A function is known by the asynchronous
// context of its invocation, so that whatever it calls counts for it, and nothing that a test does itself.
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import * as v from 'valibot';
import type { Documents } from '../../shared/storage/documents.ts';
import { carryOut, documentsAround } from '../fakes/documents-around.ts';
import { linkSigner, usesOfRequest } from './aws-request.ts';
import { usesOfStoreCall } from './store-call.ts';
import { shownUse, type Use } from './use.ts';

const running = new AsyncLocalStorage<string>();
const seen = new Map<string, Use>();

/** Runs the work as the function of that folder: each call to AWS in it is one that its role must allow. */
export const asFunction = <Result>(functionName: string, work: () => Result): Result =>
  running.run(functionName, work);

/** Notes an action of the function that is running; outside of one, nothing. */
export const noteUse = (action: string, resource: string): void => {
  const functionName = running.getStore();
  if (functionName !== undefined) note({ functionName, action, resource });
};

const note = (use: Use): void => {
  seen.set(shownUse(use), use);
};

/** Every use since the last {@link forgetUses}, each once. */
export const seenUses = (): readonly Use[] => [...seen.values()];

/** Begins anew. */
export const forgetUses = (): void => seen.clear();

/** The same store; what functions ask of it is noted. */
export const notedDocuments = (documents: Documents): Documents =>
  documentsAround((call) => {
    if (running.getStore() !== undefined)
      for (const { action, resource } of usesOfStoreCall(call)) noteUse(action, resource);
    return carryOut(documents, call);
  });

const noteRequest = (request: Parameters<typeof usesOfRequest>[0]): void => {
  const functionName = linkSigner(request) ?? running.getStore();
  if (functionName === undefined) return;
  for (const use of usesOfRequest(request)) note({ functionName, ...use });
};

const Created = v.object({ request: v.instance(ClientRequest) });

/** Requests of the SDK and of the lean clients. */
subscribe('http.client.request.created', (message) => {
  const { request } = v.parse(Created, message);
  const header = (name: string) => request.getHeader(name)?.toString();
  noteRequest({ method: request.method, path: request.path, header });
});

const Fetched = v.object({ request: v.looseObject({ method: v.string(), path: v.string() }) });

/** Requests of `fetch`, with which tests follow links; nothing of ours that signs uses it. */
subscribe('undici:request:create', (message) => {
  const { request } = v.parse(Fetched, message);
  noteRequest({ ...request, header: () => undefined });
});
