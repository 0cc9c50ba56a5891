import * as v from 'valibot';
import type { IncomingRequest } from '../http/platform-api.ts';
import { type Answer, JSON_TYPE } from '../protocol/answer.ts';
import type { SimulatorControl } from './control.ts';
import { AdvanceBody, PlaceCallBody, SendTextBody } from './schemas/calls.ts';
import { FaultBody, FaultSeedBody } from './schemas/faults.ts';
import { JournalQuery, WaitForBody } from './schemas/journal.ts';
import { FlushBody, RawPushBody } from './schemas/pushes.ts';
import { DialectBody, SettingsBody } from './schemas/settings.ts';
import {
  AppBody,
  BindingsQuery,
  NumberBody,
  NumberStatusBody,
  PushUrlsBody,
  ReportBody,
} from './schemas/state.ts';

/** A control request taken apart: the `{}` of its path, its query and its body, both unchecked. */
type Sent = { name: string; query: Record<string, string>; body: unknown };

const controlJson = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'Content-Type': JSON_TYPE },
  body: Buffer.from(`${JSON.stringify(value ?? {}, null, 2)}\n`),
});

const NO_RECORDING = controlJson(404, { error: 'No such recording' });

const sound = (bytes: Buffer | undefined): Answer =>
  bytes ? { status: 200, headers: { 'Content-Type': 'audio/wav' }, body: bytes } : NO_RECORDING;

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'body' in value && Buffer.isBuffer(value.body);

type Route = [pattern: string, run: (sent: Sent) => Promise<unknown>];

const callRoutes = (control: SimulatorControl): Route[] => [
  ['POST /control/calls', ({ body }) => control.placeCall(v.parse(PlaceCallBody, body))],
  ['GET /control/calls', () => control.calls()],
  ['POST /control/texts', ({ body }) => control.sendText(v.parse(SendTextBody, body))],
  ['GET /control/bindings', ({ query }) => control.bindings(v.parse(BindingsQuery, query))],
  ['GET /control/recordings/{}', async ({ name }) => (await control.recording(name)) ?? NO_RECORDING],
  ['GET /control/recordings/{}/content', async ({ name }) => sound(await control.recordingBytes(name))],
];

const timeAndFaultRoutes = (control: SimulatorControl): Route[] => [
  ['GET /control/now', async () => ({ now: await control.now() })],
  ['POST /control/advance', ({ body }) => control.advance(v.parse(AdvanceBody, body).seconds)],
  ['GET /control/faults', () => control.faults.list()],
  ['POST /control/faults', ({ body }) => control.faults.add(v.parse(FaultBody, body))],
  ['PUT /control/faults/seed', ({ body }) => control.faults.setSeed(v.parse(FaultSeedBody, body).seed)],
  ['DELETE /control/faults', () => control.faults.clear()],
  ['DELETE /control/faults/{}', ({ name }) => control.faults.clear(Number(name))],
  ['GET /control/idle', () => control.idle()],
  ['GET /control/due', () => control.due()],
  ['GET /control/about', () => control.about()],
];

const pushRoutes = (control: SimulatorControl): Route[] => [
  [
    'POST /control/flush-cdrs',
    async ({ body }) => ({ pushes: await control.flushCdrs(v.parse(FlushBody, body).size) }),
  ],
  ['POST /control/pushes', ({ body }) => control.pushRaw(v.parse(RawPushBody, body))],
  ['POST /control/pushes/{}/repeat', ({ name }) => control.repeatPush(Number(name))],
  ['GET /control/journal', ({ query }) => control.journal(v.parse(JournalQuery, query))],
  [
    'POST /control/wait-for',
    ({ body }) => {
      const { filter, timeoutMs } = v.parse(WaitForBody, body);
      return control.waitFor(filter, timeoutMs);
    },
  ],
];

const settingRoutes = (control: SimulatorControl): Route[] => [
  ['GET /control/apps', () => control.apps()],
  ['PATCH /control/apps/{}', ({ name, body }) => control.setApp(name, v.parse(AppBody, body))],
  [
    'PUT /control/apps/{}/push-urls',
    ({ name, body }) => control.setPushUrls(name, v.parse(PushUrlsBody, body)),
  ],
  ['PATCH /control/numbers/{}', ({ name, body }) => control.setNumber(name, v.parse(NumberBody, body))],
  [
    'POST /control/number-status',
    async ({ body }) => ({ pushes: await control.pushNumberStatus(v.parse(NumberStatusBody, body)) }),
  ],
  ['GET /control/reports', () => control.reports.list()],
  ['POST /control/reports', ({ body }) => control.reports.decide(v.parse(ReportBody, body))],
  ['PATCH /control/dialect', ({ body }) => control.setDialect(v.parse(DialectBody, body))],
  ['PATCH /control/settings', ({ body }) => control.setSettings(v.parse(SettingsBody, body))],
  ['POST /control/reset', () => control.reset()],
];

/** The `{}` of a pattern in a path, '' for a pattern without one; undefined: it does not match. */
const matchPath = (pattern: string, given: string): string | undefined => {
  const parts = pattern.split('/');
  const segments = given.split('/');
  if (parts.length !== segments.length) return undefined;
  if (!parts.every((part, at) => part === '{}' || part === segments[at])) return undefined;
  return decodeURIComponent(segments[parts.indexOf('{}')] ?? '');
};

const failure = (cause: unknown): Answer => {
  if (v.isValiError(cause)) {
    const issues = cause.issues.map((issue) => ({ path: v.getDotPath(issue), message: issue.message }));
    return controlJson(400, { error: 'The request does not fit', issues });
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  return controlJson(message.startsWith('Waited ') ? 408 : 400, { error: message });
};

/** The control API over HTTP: JSON in, JSON out; 400 says what is wrong. undefined: not a control path. */
export const createControlRoutes = (control: SimulatorControl) => {
  const routes = [
    ...callRoutes(control),
    ...timeAndFaultRoutes(control),
    ...pushRoutes(control),
    ...settingRoutes(control),
  ];
  return async ({ method, path, query, body }: IncomingRequest): Promise<Answer | undefined> => {
    if (!path.startsWith('/control/')) return undefined;
    for (const [pattern, run] of routes) {
      const name = matchPath(pattern, `${method} ${path}`);
      if (name === undefined) continue;
      try {
        const sent = {
          name,
          query: Object.fromEntries(new URLSearchParams(query)),
          body: JSON.parse(body || '{}'),
        };
        const result = await run(sent);
        return isAnswer(result) ? result : controlJson(200, result);
      } catch (cause) {
        return failure(cause);
      }
    }
    return controlJson(404, { error: 'No such control route' });
  };
};
