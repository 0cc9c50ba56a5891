/** The shapes of the control API's answers, as docs/simulator.md tells them. */

export type ModeName = 'AX' | 'AXB' | 'AXE' | 'AXYB' | 'X';
export type PushKind = 'callEvents' | 'cdr' | 'sms' | 'smsControl' | 'numberStatus';

export type NumberState = 5 | 9 | 10 | 11;
export type AppState = 'normal' | 'disabled' | 'frozen';

export type SimulatedNumber = Readonly<{ x: string; areaCode?: string; state: NumberState; sms?: boolean }>;

export type SimulatedApp = Readonly<{
  name: string;
  appKey: string;
  mode: ModeName;
  state: AppState;
  recording: boolean;
  sms: boolean;
  smsContent: boolean;
  numbers: readonly SimulatedNumber[];
  pushUrls: Readonly<Partial<Record<PushKind, string>>>;
}>;

export type BindingView = Readonly<{
  subscriptionId: string;
  appKey: string;
  mode: ModeName;
  x: string;
  y?: string | null;
  extension?: string | null;
  a: string;
  b: string | null;
  expiresAt: string | null;
}>;

export type CallTimes = Readonly<{
  callIn: string;
  collected?: string;
  callOut?: string;
  alerting?: string;
  answer?: string;
  end: string;
}>;

export type CallRecord = Readonly<{
  sessionId: string;
  appKey: string;
  mode: ModeName;
  x: string;
  dialled: string;
  caller: string;
  callee: string | null;
  shown: string;
  digits?: string;
  subscriptionId: string | null;
  ending: Readonly<{ stateCode: number; stateDesc: string; q850: number; releaseCode: number; sip: number }>;
  hungUpBy: 'caller' | 'callee' | 'platform';
  times: CallTimes;
  recorded: Readonly<{ objectName: string }> | null;
}>;

export type RequestEntry = Readonly<{
  id: number;
  kind: 'request';
  at: string;
  operation: string;
  method: string;
  path: string;
  query: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  appKey: string | null;
  status: number | null;
  code: string | null;
  answerBody: string;
  applied: boolean;
  fault: string | null;
}>;

export type PushAttempt = Readonly<{
  at: string;
  headers: Readonly<Record<string, string>>;
  status: number | null;
  answerBody: string;
  error: string | null;
}>;

export type PushEntry = Readonly<{
  id: number;
  kind: 'push';
  at: string;
  operation: PushKind;
  appKey: string;
  url: string;
  body: string;
  state: 'pending' | 'delivered' | 'given-up';
  attempts: readonly PushAttempt[];
  nextAttemptAt: string | null;
}>;

export type JournalEntry = RequestEntry | PushEntry;

export type ListedFault = Readonly<{
  id: number;
  on: string;
  kind: string;
  struck: number;
  times?: number;
  probability?: number;
  appKey?: string;
  delayMs?: number;
  delaySeconds?: number;
  httpStatus?: number;
  code?: string;
  pushKind?: PushKind;
}>;

export type DueKind =
  | 'life-ends'
  | 'call-event'
  | 'call-ends'
  | 'cdr'
  | 'push-again'
  | 'push-delayed'
  | 'late-request'
  | 'report-verified';

export type Due = Readonly<{ at: string; what: DueKind }>;

export type Idleness = Readonly<{
  idle: boolean;
  pendingPushes: number;
  heldCdrs: number;
  runningCalls: number;
  requestsInFlight: number;
}>;

/** `faultSeed`: the chances of faults are drawn from it. `customerApi`: the address of our API, where the simulator was told of one. */
export type About = Readonly<{
  faultSeed: number;
  customerApi: string | null;
  secureStorage: boolean;
  settings: Readonly<{ ladder: 'absolute' | 'cumulative' }>;
}>;

export type PlacedCall = Readonly<{ sessionId: string; stateCode: number }>;

export type SentText = Readonly<{
  smsIdentifier: string;
  sendResult: number;
  delivered: Readonly<{ to: string; content: string }> | null;
}>;
