import { onTestFinished } from 'vitest';
import type { PlaceCall, PlacedCall } from '../../calls/place-call.ts';
import type { Call, WireAnswer } from '../../conformance/platform-client.ts';
import type { SimulatorApp } from '../../simulator.ts';
import type { ModeName } from '../../state/options.ts';
import {
  A,
  AX_PATH,
  AXB_PATH,
  AXE_PATH,
  AXYB_PATH,
  B,
  openPlayground,
  type Playground,
  pushedTo,
  X,
} from '../playground.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The numbers of the one application, all of one city: X, the first Y of AXYB, and a third. */
export const [Y, X3] = ['+8617000000002', '+8617000000003'] as const;
export const FIXED_LINE = '+8675512345678';

/** Where a mode is bound, and the usual bind: A, in AXB with B, on X, in AXE behind 1234. X stores nothing. */
const BINDING: Record<Exclude<ModeName, 'X'>, { path: string; usual: Fields }> = {
  AX: { path: AX_PATH, usual: { origNum: A, privateNum: X } },
  AXB: { path: AXB_PATH, usual: { callerNum: A, calleeNum: B, relationNum: X } },
  AXE: { path: AXE_PATH, usual: { bindNum: A, virtualNum: X, extendNum: '1234' } },
  AXYB: { path: AXYB_PATH, usual: { origNum: A } },
};

/** The customer's answer in the sample of a live call that is put through. */
export const CONNECT = {
  displayCalleeNum: X,
  calleeNum: B,
  maxDuration: 60,
  recordFlag: 'true',
  recordHintTone: 'record_notice.wav',
  waitVoice: 'ringback.wav',
  lastMinVoice: 'last_minute.wav',
  userData: 'order-20260301-0042',
};

/** A playground with an application of one mode, and the steps that the tests of modes take. */
export type ModePlayground = Playground & {
  /** A request to the binding API of the mode; AXYB has its `app_key` in every query. */
  send(method: string, call?: Call): Promise<WireAnswer>;
  /** The usual bind with other fields; answers the subscriptionId. X: puts the call through to B from now on. */
  bind(fields?: Fields): Promise<string>;
  /** Like `bind`; in AXYB step 2 follows, which puts B on a Y. */
  bindPair(fields?: Fields, fieldsOfB?: Fields): Promise<string>;
  /** A call to X that is answered, unless something else is said. */
  call(call: Partial<PlaceCall> & { from: string }): Promise<PlacedCall>;
  /** The pushed items, by kind. */
  pushed(): ReturnType<typeof pushedTo>;
  /** The types of the events pushed. */
  types(): string[];
};

const bound = ({ json, text }: WireAnswer): string => {
  if (json?.['resultcode'] !== '0') throw new Error(`Not bound: ${text}`);
  return String(json['subscriptionId']);
};

const bindingSteps = (mode: Exclude<ModeName, 'X'>, { client, app }: Playground) => {
  const { path, usual } = BINDING[mode];
  const send = (method: string, call: Call = {}) => {
    const query = mode === 'AXYB' ? [`app_key=${app.appKey}`, call.query].filter(Boolean).join('&') : '';
    return client.send(method, path, query ? { ...call, query } : call);
  };
  const bind = async (fields: Fields = {}) => bound(await send('POST', { body: { ...usual, ...fields } }));
  const bindPair = async (fields: Fields = {}, fieldsOfB: Fields = {}) => {
    const id = await bind(fields);
    return mode === 'AXYB' ? bind({ origNum: B, subscriptionId: id, ...fieldsOfB }) : id;
  };
  return { send, bind, bindPair };
};

const answeringSteps = ({ receiver }: Playground) => {
  const bind = async (fields: Fields = {}) => {
    receiver.reply('/events', { operation: 'connect', connectInfo: { ...CONNECT, ...fields } });
    return '';
  };
  const send = (): never => {
    throw new Error('X mode has no binding API');
  };
  return { send, bind, bindPair: bind };
};

/** A playground with an application of that mode; it is closed when the test that runs is finished. */
export const openMode = async (
  mode: ModeName,
  app: Partial<SimulatorApp> = { numbers: [X, Y, X3].map((x) => ({ x, areaCode: '0755' })) },
): Promise<ModePlayground> => {
  const playground = await openPlayground({ mode, ...app });
  onTestFinished(() => playground.close());
  const { control, receiver } = playground;
  const pushed = () => pushedTo(receiver);
  return {
    ...playground,
    ...(mode === 'X' ? answeringSteps(playground) : bindingSteps(mode, playground)),
    call: (call) => control.placeCall({ to: X, outcome: 'answered', ...call }),
    pushed,
    types: () =>
      pushed()
        .events()
        .map(({ eventType }) => eventType),
  };
};
