import {
  createPlatformClient,
  type PlatformClient,
  type WireAnswer,
} from '../conformance/platform-client.ts';
import { type Simulator, type SimulatorApp, type SimulatorOptions, startSimulator } from '../simulator.ts';
import { type Receiver, startReceiver } from './receiver.ts';

export const X = '+8617000000001';
export const [A, B, C, D] = ['+8613800000001', '+8613800000002', '+8613800000003', '+8613800000004'] as const;
export const AXB_PATH = '/rest/caas/relationnumber/partners/v1.0';
export const AX_PATH = '/rest/provision/caas/privatenumber/v1.0';
export const AXE_PATH = '/rest/caas/extendnumber/v1.0';
export const AXYB_PATH = '/rest/omp/xyrelationnumber/v1.0';
export const CALLEE_PATH = '/rest/caas/privatenumber/calleenumber/v1.0';
export const RECORDING_PATH = '/rest/provision/voice/record/v1.0';
export const STOP_PATH = '/rest/httpsessions/callStop/v2.0';

/** A simulator on a virtual clock with one AXB application, its webhooks, and a client that signs at that clock. */
export type Playground = {
  simulator: Simulator;
  control: Simulator['control'];
  receiver: Receiver;
  app: SimulatorApp;
  client: PlatformClient;
  /** AXB: binds A and B on X; answers the subscriptionId. */
  bind(fields?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
};

/** The moment at which the calls of the documents' samples end. */
export const START_AT = new Date('2026-03-01T02:31:20Z');

/** The items pushed so far, oldest first, taken out of its envelopes. */
export const pushedTo = ({ received }: Receiver) => {
  const bodies = (path: string) =>
    received.filter((push) => push.path === path).map(({ body }) => JSON.parse(body));
  return {
    events: () => bodies('/events'),
    cdrs: () => bodies('/cdr').flatMap(({ feeLst }) => feeLst),
    texts: () => bodies('/sms'),
    questions: () => bodies('/sms-control'),
    numbers: () => bodies('/numbers'),
  };
};

/** HTTP status and result code of an answer, `403/1016001`. */
export const codeOf = ({ status, json }: WireAnswer): string => `${status}/${json?.['resultcode']}`;

/** A fresh playground; what is given replaces parts of its application and options. */
export const openPlayground = async (
  app: Partial<SimulatorApp> = {},
  options: Partial<SimulatorOptions> = {},
): Promise<Playground> => {
  const receiver = await startReceiver();
  const whole: SimulatorApp = {
    appKey: 'playground-App-Key',
    appSecret: 'playground-app-secret',
    mode: 'AXB',
    numbers: [{ x: X, areaCode: '0755' }],
    pushUrls: {
      callEvents: `${receiver.url}/events`,
      cdr: `${receiver.url}/cdr`,
      sms: `${receiver.url}/sms`,
      smsControl: `${receiver.url}/sms-control`,
      numberStatus: `${receiver.url}/numbers`,
    },
    ...app,
  };
  const simulator = await startSimulator({ apps: [whole], seed: 7, startAt: START_AT, ...options });
  let nowMs = START_AT.getTime();
  const { control } = simulator;
  const client = createPlatformClient({
    baseUrl: simulator.url,
    appKey: whole.appKey,
    appSecret: whole.appSecret,
    now: () => new Date(nowMs),
  });
  const advancing = {
    ...control,
    async advance(seconds: number) {
      const moved = await control.advance(seconds);
      nowMs = Date.parse(moved.now);
      return moved;
    },
  };
  return {
    simulator,
    control: advancing,
    receiver,
    app: whole,
    client,
    async bind(fields = {}) {
      const body = { callerNum: A, calleeNum: B, relationNum: X, ...fields };
      const { json, text } = await client.send('POST', AXB_PATH, { body });
      if (json?.['resultcode'] !== '0') throw new Error(`Not bound: ${text}`);
      return String(json['subscriptionId']);
    },
    async close() {
      await simulator.close();
      await receiver.close();
    },
  };
};
