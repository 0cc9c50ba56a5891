import * as v from 'valibot';
import { OUTCOME_NAMES } from './call-outcomes.ts';

const text = v.string();
const number = v.number();
const seconds = v.pipe(number, v.minValue(0));
const count = v.pipe(number, v.integer(), v.minValue(1));
const optional = v.exactOptional;

const pushUrls = v.strictObject({
  callEvents: optional(text),
  cdr: optional(text),
  sms: optional(text),
  smsControl: optional(text),
  numberStatus: optional(text),
});
const pushKind = v.picklist(['callEvents', 'cdr', 'sms', 'smsControl', 'numberStatus']);
const scheme = v.picklist(['AKSK', 'WSSE']);

/** Body of `POST /control/calls`. */
export const PlaceCallBody = v.strictObject({
  appKey: optional(text),
  from: text,
  to: text,
  outcome: v.picklist(OUTCOME_NAMES),
  ringSeconds: optional(seconds),
  talkSeconds: optional(v.pipe(seconds, v.integer())),
  hangUpBy: optional(v.picklist(['caller', 'callee'])),
  withholdEvents: optional(v.array(text)),
  cdrDelaySeconds: optional(seconds),
  shortRecording: optional(v.picklist(['flag-0', 'flag-1'])),
  recordingDelaySeconds: optional(seconds),
  pace: optional(v.picklist(['instant', 'clock'])),
});

/** Body of `POST /control/texts`. */
export const SendTextBody = v.strictObject({
  from: text,
  to: text,
  content: text,
  sendResult: optional(number),
});

/** Body of `POST /control/advance`. */
export const AdvanceBody = v.strictObject({ seconds });

const common = { times: optional(count), probability: optional(number), appKey: optional(text) };

/** Body of `POST /control/faults`. */
export const FaultBody = v.variant('on', [
  v.strictObject({
    ...common,
    on: v.literal('push'),
    kind: v.picklist(['duplicate', 'reordered', 'batched', 'delayed', 'answer-lost']),
    pushKind: optional(pushKind),
    delaySeconds: optional(seconds),
  }),
  v.strictObject({
    ...common,
    on: v.picklist([
      'bind',
      'unbind',
      'modify',
      'query',
      'recording-url',
      'call-stop',
      'set-temporary-callee',
      'download',
      'any',
    ]),
    kind: v.picklist([
      'slow',
      'slow-before',
      'drop-before',
      'drop-after',
      'http-500',
      'result-code',
      'throttled',
      'locked-out',
      'truncated',
      'stalled',
      'error-page',
      'wrong-length',
      'no-length',
      'empty',
      'json-200',
      'redirect-loop',
    ]),
    delayMs: optional(seconds),
    httpStatus: optional(number),
    code: optional(text),
  }),
]);

/** Body of `POST /control/flush-cdrs`. */
export const FlushBody = v.strictObject({ size: optional(v.pipe(count, v.maxValue(50))) });

/** Body of `POST /control/pushes`. */
export const RawPushBody = v.strictObject({
  appKey: text,
  kind: pushKind,
  body: v.unknown(),
  signing: optional(
    v.strictObject({
      scheme: optional(scheme),
      appSecret: optional(text),
      nonce: optional(text),
      created: optional(text),
      headers: optional(v.record(text, text)),
    }),
  ),
});

const filter = {
  kind: optional(v.picklist(['request', 'push'])),
  operation: optional(text),
  sinceId: optional(number),
  appKey: optional(text),
  status: optional(number),
  code: optional(text),
  applied: optional(v.boolean()),
  state: optional(v.picklist(['pending', 'delivered', 'given-up'])),
  bodyIncludes: optional(text),
};

/** Query of `GET /control/journal`: the same names as the filter, written as text. */
export const JournalQuery = v.pipe(
  v.record(text, text),
  v.transform((sent) =>
    Object.fromEntries(
      Object.entries(sent).map(([name, value]) => {
        if (name === 'sinceId' || name === 'status') return [name, Number(value)];
        return [name, name === 'applied' ? value === 'true' : value];
      }),
    ),
  ),
  v.strictObject(filter),
);

/** Body of `POST /control/wait-for`. */
export const WaitForBody = v.strictObject({
  filter: v.strictObject({ ...filter, count: optional(count) }),
  timeoutMs: seconds,
});

/** Query of `GET /control/bindings`. */
export const BindingsQuery = v.strictObject({ appKey: optional(text), x: optional(text) });

/** Body of `PATCH /control/apps/{appKey}`. */
export const AppBody = v.strictObject({
  state: optional(v.picklist(['normal', 'disabled', 'frozen'])),
  recording: optional(v.boolean()),
  sms: optional(v.boolean()),
  smsContent: optional(v.boolean()),
  voiceFiles: optional(v.nullable(v.array(text))),
  pushScheme: optional(scheme),
  appSecret: optional(text),
  ipWhitelist: optional(v.nullable(v.array(text))),
  pushUrls: optional(pushUrls),
});

/** Body of `PATCH /control/numbers/{x}`. */
export const NumberBody = v.strictObject({
  state: v.picklist([5, 9, 10, 11]),
  cause: optional(text),
  notify: optional(v.boolean()),
});

/** Body of `PUT /control/apps/{appKey}/push-urls`. */
export const PushUrlsBody = pushUrls;

/** Body of `PATCH /control/dialect`. */
export const DialectBody = v.strictObject({
  sessionId: optional(v.picklist(['old', 'new'])),
  optionalFields: optional(v.picklist(['omit', 'empty', 'null'])),
  textSms: optional(v.picklist(['TextSMS', 'Text SMS '])),
  extraFields: optional(v.boolean()),
  extParas: optional(v.picklist(['array', 'object'])),
  numbersAsStrings: optional(v.boolean()),
  icid: optional(v.boolean()),
  emptyQuery: optional(v.picklist(['1016001', '1012007', '1010002', 'total-0'])),
});

/** Body of `PATCH /control/settings`. */
export const SettingsBody = v.strictObject({
  clockToleranceSeconds: optional(seconds),
  lockoutThreshold: optional(seconds),
  lockoutMinutes: optional(seconds),
  acceptWsse: optional(v.boolean()),
  pushTimeoutMs: optional(count),
  ladder: optional(v.picklist(['absolute', 'cumulative'])),
  rePushSignature: optional(v.picklist(['fresh', 'same'])),
  recordingUrlSeconds: optional(seconds),
  recordingLifeSeconds: optional(seconds),
  pairsPerX: optional(count),
  interceptUnannouncedRecording: optional(v.boolean()),
  homeAreaCodes: optional(v.record(text, text)),
  spId: optional(text),
  hostName: optional(text),
  recordDomain: optional(text),
  storageUrl: optional(v.nullable(text)),
});

/** One application in the file that `main.ts` reads. */
export const AppsFile = v.array(
  v.object({
    name: optional(text),
    appKey: text,
    appSecret: text,
    mode: v.picklist(['AX', 'AXB', 'AXE', 'AXYB', 'X']),
    numbers: v.array(
      v.object({ x: text, areaCode: optional(text), province: optional(text), sms: optional(v.boolean()) }),
    ),
    recording: optional(v.boolean()),
    sms: optional(v.boolean()),
    smsContent: optional(v.boolean()),
    voiceFiles: optional(v.array(text)),
    pushUrls: optional(pushUrls, {}),
    pushScheme: optional(scheme),
  }),
);
