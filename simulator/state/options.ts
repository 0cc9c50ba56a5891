import type { OnOffset } from './clock.ts';
/** Modes of the platform; an application has exactly one, chosen at creation. */
export type ModeName = 'AX' | 'AXB' | 'AXE' | 'AXYB' | 'X';

/** The two generations of signatures the platform puts on its pushes. */
export type SignatureScheme = 'AKSK' | 'WSSE';

/** Addresses an application has entered in the console; a kind without address is not pushed. */
export type PushUrls = {
  callEvents?: string;
  cdr?: string;
  sms?: string;
  smsControl?: string;
  numberStatus?: string;
};

/** One X number of an application. `sms` false: bought without the SMS ability. */
export type SimulatorNumber = { x: string; areaCode?: string; province?: string; sms?: boolean };

/** One console application with what was set for it in the console. */
export type SimulatorApp = {
  name?: string;
  appKey: string;
  appSecret: string;
  mode: ModeName;
  numbers: SimulatorNumber[];
  /** Recording is enabled for the application. Default true. */
  recording?: boolean;
  /** SMS is enabled for the application. Default true. */
  sms?: boolean;
  /** SMS notifications carry the text. Default true (at the platform: only after a request to support). */
  smsContent?: boolean;
  /** Names of the approved voice files. Absent: any name is accepted. */
  voiceFiles?: string[];
  pushUrls: PushUrls;
  /** Signature of the pushes. Default `AKSK`. */
  pushScheme?: SignatureScheme;
  /** The application may show callees the real caller. Default false. */
  showsRealCaller?: boolean;
  /** AXE: digits of an extension, fixed at creation. Default 4. */
  extensionLength?: 1 | 2 | 3 | 4;
  /** Carriers intercept the calls of an A whose actual user is not reported. Default false. */
  interceptUnreported?: boolean;
};

/** The Huawei Cloud account of the tenant, for the API for reports: its access key, and a user of IAM. */
export type CloudAccount = {
  ak: string;
  sk: string;
  iamUser: { domain: string; name: string; password: string; project: string };
};

/** The settings of the platform as a whole. */
export type SimulatorSettings = {
  /** How far `Created` may be from the platform's clock. Not published; 300 is assumed. */
  clockToleranceSeconds: number;
  /** Failed authentications of one address that lock it; 0: never. Not published; 5 is assumed. */
  lockoutThreshold: number;
  lockoutMinutes: number;
  /** The older scheme of customers' calls is still understood. */
  acceptWsse: boolean;
  /** Wait for the answer to a push, in real milliseconds. Not published; 5000 is assumed. */
  pushTimeoutMs: number;
  /** Wait for the answer to X mode's live `callin`, in real milliseconds. Not published; 5000 is assumed. */
  callinPatienceMs: number;
  /** Wait for the answer to an SMS Block, in real milliseconds. Not published; 5000 is assumed. */
  smsPatienceMs: number;
  /** Re-push times count from the first attempt (`absolute`) or from the one before (`cumulative`). */
  ladder: 'absolute' | 'cumulative';
  /** Nonce and time of a re-push are new (`fresh`) or those of the first attempt (`same`). */
  rePushSignature: 'fresh' | 'same';
  /** Life of a download link: 3 days. */
  recordingUrlSeconds: number;
  /** Life of a recording, counted from the first push of its CDR: 7 days. */
  recordingLifeSeconds: number;
  pairsPerX: number;
  /** AXYB: relations of one Y. */
  relationsPerY: number;
  /** AX: binds a number may have a day, as A; 0: any number. The value is not published. */
  bindsPerDay: number;
  /** AX: a temporary callee serves every call of its window, or the first one only. Not documented. */
  temporaryCallee: 'window' | 'once';
  /** Recorded calls without an announcing tone are intercepted by the carriers. */
  interceptUnannouncedRecording: boolean;
  /** Home city of numbers that start so, e.g. `{"+86138": "0755"}`; others count as at home everywhere. */
  homeAreaCodes: Record<string, string>;
  /** A submitted report is verified with success after so long; 0: only by hand. The time is not published. */
  reportSeconds: number;
  spId: string;
  hostName: string;
  recordDomain: string;
  /** Start of the download links; null: this server's own address, or that of the secure storage. */
  storageUrl: string | null;
};

/** The customer's API that the page for people may ask, and the key that it is asked with. Read at each request. */
export type CustomerApi = { url: string; apiKey: string };

/** Options of `startSimulator`. */
export type SimulatorOptions = {
  /** Address to listen on. Default 127.0.0.1. */
  host?: string;
  /** 0 (default): any free port. */
  port?: number;
  apps: SimulatorApp[];
  /** Given: the page for people also shows what the customer's API says. */
  customerApi?: CustomerApi;
  /** Default: {@link DEMO_ACCOUNT}. */
  account?: CloudAccount;
  /** Same seed and same order of requests: same ids and chances. Absent: a new one each start. */
  seed?: number;
  /** Given: a virtual clock that moves only by `advance`. Absent: real time plus what was advanced. */
  startAt?: Date;
  /** Without `startAt`: is told how far the clock is ahead of real time, before anything that falls due happens. */
  onOffset?: OnOffset;
  settings?: Partial<SimulatorSettings>;
  /** Recordings are served over https, with a certificate of a test-only authority. Default: over http. */
  secureStorage?: boolean;
};

/** An account that is nobody's. */
export const DEMO_ACCOUNT: CloudAccount = {
  ak: 'DEMOACCESSKEY0000001',
  sk: 'demo-secret-access-key-0001',
  iamUser: { domain: 'demo', name: 'reporter', password: 'demo-password-0001', project: 'cn-north-1' },
};

export const DEFAULT_SETTINGS: SimulatorSettings = {
  clockToleranceSeconds: 300,
  lockoutThreshold: 5,
  lockoutMinutes: 30,
  acceptWsse: true,
  pushTimeoutMs: 5000,
  callinPatienceMs: 5000,
  smsPatienceMs: 5000,
  ladder: 'absolute',
  rePushSignature: 'fresh',
  recordingUrlSeconds: 3 * 86_400,
  recordingLifeSeconds: 7 * 86_400,
  pairsPerX: 5000,
  relationsPerY: 1000,
  bindsPerDay: 0,
  temporaryCallee: 'window',
  interceptUnannouncedRecording: true,
  homeAreaCodes: {},
  reportSeconds: 0,
  spId: 'demo_company',
  hostName: 'callenabler101.example.com',
  recordDomain: 'ostor.example.com',
  storageUrl: null,
};
