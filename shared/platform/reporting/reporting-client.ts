import * as v from 'valibot';
import type { Clock } from '../../kernel/clock.ts';
import { type E164, parsePartyNumber } from '../../kernel/e164.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { HeldBack, PlatformResult } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import {
  PAGE_SIZE,
  type ReportedPerson,
  type ReportPlatform,
  type SaidPage,
  type SaidState,
} from '../../reporting/report.ts';
import type { Outgoing, Transport } from '../client/transport.ts';
import type { PlatformGate } from '../gate/gate.ts';
import { signedHeaders } from './cloud-signature.ts';
import { createIamToken, type IamToken } from './iam-token.ts';
import { photoForm } from './photo-form.ts';
import type { ReportingAccess } from './reporting-access.ts';
import { type ReportingMeaning, reportingMeaning } from './reporting-answers.ts';

type Deps = Readonly<{
  access: ReportingAccess;
  transport: Transport;
  /** Of its own: what happens here says nothing of the apps' access, and the other way round. */
  gate: Pick<PlatformGate, 'enter'>;
  clock: Clock;
  newId: IdSource;
  logger: Logger;
}>;

type Call<Value> = Readonly<{
  operation: 'report.query' | 'report.upload' | 'report.add' | 'report.remove';
  method: 'POST' | 'DELETE';
  /** With its query. */
  path: string;
  /** Text is JSON; bytes are a form, which is not signed. */
  body: Readonly<{ type: string; content: string | Uint8Array }>;
  read: (json: unknown) => Value | undefined;
}>;

/** The name under which the gate knows this API. */
const GATE_NAME = 'reporting';

const NUMBERS = '/v1.0/privatenumber/a-number';
const AGREED = '?agree_authorization_statement=true';

/** The API for reports of A numbers (`privatenumber_a_number_0004` to `_0006`). No call is repeated here. */
export const createReportingClient = (deps: Deps): ReportPlatform => {
  const { access, newId, transport, clock } = deps;
  const { iamUser } = access;
  const token = iamUser && createIamToken({ user: iamUser, transport, clock });
  const call = <Value>(one: Call<Value>) => send(deps, token, one);
  const query = (parameters: object) =>
    call({
      operation: 'report.query',
      method: 'POST',
      path: `${NUMBERS}/query`,
      body: json(parameters),
      read: readPage,
    });
  return {
    page: (page) => query({ page, size: PAGE_SIZE }),
    ask: (numbers) => query({ page: 1, size: PAGE_SIZE, number: numbers }),
    upload(photos) {
      const { type, body } = photoForm(photos, newId());
      return call({
        operation: 'report.upload',
        method: 'POST',
        path: `/v1/privatenumber/a-number/files${AGREED}`,
        body: { type, content: body },
        read: failedFilesIn,
      });
    },
    add: (people) =>
      call({
        operation: 'report.add',
        method: 'POST',
        path: `${NUMBERS}${AGREED}`,
        body: json({ numbers: people.map(personOf) }),
        // The answer is not documented: its state comes from the query.
        read: () => 'taken',
      }),
    remove: (numbers) =>
      call({
        operation: 'report.remove',
        method: 'DELETE',
        path: NUMBERS,
        body: json({ numbers }),
        read: () => 'removed',
      }),
  };
};

const json = (content: object) => ({
  type: 'application/json;charset=UTF-8',
  content: JSON.stringify(content),
});

const personOf = ({ number, line, name, identityCard, photoName, operatorNumber }: ReportedPerson) => ({
  number,
  numberType: line === 'mobile' ? 1 : 2,
  name,
  identityCard,
  liveFaceImage: photoName,
  operatorNumber,
});

const send = async <Value>(
  deps: Deps,
  token: IamToken | undefined,
  call: Call<Value>,
): Promise<PlatformResult<Value>> => {
  const { gate, clock, transport, access } = deps;
  const startedAt = clock();
  const pass = await gate.enter(gateApp(access)).catch(unreadGate);
  if (pass.kind === 'held-back') return logged(deps, call, { result: pass, code: '' });
  const ready = await outgoingOf(deps, token, call);
  const answer = ready.kind === 'ok' ? await transport(ready.value) : ready;
  const meaning = answer.kind === 'answered' ? reportingMeaning(answer, call.read) : unsent<Value>(answer);
  if (meaning.standing === 'authentication-failure') token?.forget();
  const durationMs = clock().getTime() - startedAt.getTime();
  logged(deps, call, { ...meaning, durationMs });
  await pass.report(meaning.standing).catch((error: unknown) => {
    // The answer must not be lost because the gate could not be updated; the next call tries again.
    deps.logger.error('platform-gate-not-updated', { app: GATE_NAME, error });
  });
  return meaning.result;
};

/** No answer, or no token to ask with. */
const unsent = <Value>(failure: Exclude<PlatformResult<never>, { kind: 'ok' }>): ReportingMeaning<Value> => ({
  result: failure,
  code: failure.kind === 'refused' ? failure.code : '',
  standing: failure.kind === 'refused' && failure.class === 'auth' ? 'authentication-failure' : 'unclear',
});

const gateApp = ({ accessKey, iamUser }: ReportingAccess) => ({
  name: GATE_NAME,
  appKey: accessKey?.ak ?? `${iamUser?.domain}/${iamUser?.name}`,
  appSecret: accessKey?.sk ?? iamUser?.password ?? '',
});

const unreadGate = (cause: unknown): HeldBack => ({
  kind: 'held-back',
  by: 'gate',
  retryAfterSeconds: 1,
  cause,
});

const outgoingOf = async <Value>(
  { access: { baseUrl, accessKey }, clock }: Deps,
  token: IamToken | undefined,
  { method, path, body }: Call<Value>,
): Promise<PlatformResult<Outgoing>> => {
  const url = `${baseUrl}${path}`;
  const headers = { accept: 'application/json', 'content-type': body.type };
  const outgoing = { method, url, body: body.content };
  if (accessKey !== undefined) {
    const signed = typeof body.content === 'string' ? body.content : 'unsigned';
    const authenticated = signedHeaders({ method, url, headers, body: signed }, accessKey, clock());
    return { kind: 'ok', value: { ...outgoing, headers: authenticated } };
  }
  const known = await token?.get();
  if (known?.kind === 'ok')
    return { kind: 'ok', value: { ...outgoing, headers: { ...headers, 'x-auth-token': known.value } } };
  return (
    known ?? { kind: 'not-offered', detail: 'reporting has no credentials', problem: 'platform-rejected' }
  );
};

/** One line and one count for each call. Nothing of what was sent, and none of the vendor's words, are in it. */
const logged = <Value>(
  { logger }: Deps,
  { operation }: Pick<Call<Value>, 'operation'>,
  {
    result,
    code,
    durationMs,
  }: Readonly<{ result: PlatformResult<Value>; code: string; durationMs?: number }>,
): PlatformResult<Value> => {
  const outcome = result.kind === 'refused' ? result.class : result.kind;
  const httpStatus = result.kind === 'refused' ? result.httpStatus : undefined;
  logger[result.kind === 'ok' ? 'info' : 'warn']('reporting-call', {
    operation,
    outcome,
    httpStatus,
    code,
    durationMs,
  });
  logger.metrics({ platformCalls: 1 }, { operation, outcome });
  return result;
};

const Page = v.object({
  total: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.number()),
  numbers: v.array(
    v.object({
      number: v.string(),
      reportStatus: v.union([v.string(), v.number()]),
      failReason: v.fallback(v.optional(v.string()), undefined),
    }),
  ),
});

/** `reportStatus` of the query. A further one of a later release is `unknown`. */
const STATES: Readonly<Record<string, SaidState['state']>> = { 0: 'reported', 1: 'failed', 2: 'in-progress' };

const MOST_REASON_CHARACTERS = 256;

const readPage = (answer: unknown): SaidPage | undefined => {
  const parsed = v.safeParse(Page, answer);
  if (!parsed.success) return undefined;
  const said = parsed.output.numbers.flatMap(({ number, reportStatus, failReason }) => {
    const read: E164 | undefined = parsePartyNumber(number)?.number;
    const state = STATES[String(reportStatus)] ?? 'unknown';
    const reason = failReason ? { failReason: failReason.slice(0, MOST_REASON_CHARACTERS) } : {};
    return read === undefined ? [] : [[read, { state, ...(state === 'failed' ? reason : {}) }] as const];
  });
  return { total: parsed.output.total, said: new Map(said) };
};

const Uploaded = v.object({
  failedFiles: v.fallback(v.optional(v.nullable(v.array(v.object({ file: v.string() }))), []), []),
});

const failedFilesIn = (answer: unknown): readonly string[] | undefined => {
  const parsed = v.safeParse(Uploaded, answer ?? {});
  return parsed.success ? (parsed.output.failedFiles ?? []).map(({ file }) => file) : undefined;
};
