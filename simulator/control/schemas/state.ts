import * as v from 'valibot';
import { optional, pushUrls, scheme, text } from './fields.ts';

/** Query of `GET /control/bindings`. */
export const BindingsQuery = v.strictObject({ appKey: optional(text), x: optional(text) });

/** Body of `PATCH /control/apps/{appKey}`. */
export const AppBody = v.strictObject({
  state: optional(v.picklist(['normal', 'disabled', 'frozen'])),
  recording: optional(v.boolean()),
  sms: optional(v.boolean()),
  smsContent: optional(v.boolean()),
  voiceFiles: optional(v.nullable(v.array(text))),
  showsRealCaller: optional(v.boolean()),
  interceptUnreported: optional(v.boolean()),
  pushScheme: optional(scheme),
  appSecret: optional(text),
  ipWhitelist: optional(v.nullable(v.array(text))),
  pushUrls: optional(pushUrls),
});

const numberChange = { state: v.picklist([5, 9, 10, 11]), cause: optional(text) };

/** Body of `POST /control/number-status`. */
export const NumberStatusBody = v.array(v.strictObject({ x: text, ...numberChange }));

/** Body of `PATCH /control/numbers/{x}`. */
export const NumberBody = v.strictObject({
  ...numberChange,
  notify: optional(v.boolean()),
});

/** Body of `POST /control/reports`. */
export const ReportBody = v.strictObject({
  number: text,
  outcome: v.picklist(['reported', 'failed']),
  failReason: optional(text),
});

/** Body of `PUT /control/apps/{appKey}/push-urls`. */
export const PushUrlsBody = pushUrls;

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
    showsRealCaller: optional(v.boolean()),
    extensionLength: optional(v.picklist([1, 2, 3, 4])),
    interceptUnreported: optional(v.boolean()),
  }),
);
