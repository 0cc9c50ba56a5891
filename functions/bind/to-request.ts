import type { BindingTerms } from '../../shared/bindings/binding.ts';
import type { BindingRequest } from '../../shared/bindings/binding-request.ts';
import { AppError, type FieldError } from '../../shared/kernel/errors.ts';
import type { Mode } from '../../shared/kernel/mode.ts';
import type { AxbBody } from './schema.ts';

/** What a bind needs to know of an app. */
export type AppSettings = Readonly<{
  name: string;
  mode: Mode;
  defaults: Readonly<{
    ttlSeconds: number;
    allowPermanent: boolean;
    record: boolean;
    recordTone?: string | undefined;
    areaMatch: 'strict' | 'loose';
  }>;
}>;

const invalid = (path: string, message: string): AppError =>
  new AppError('invalid-request', `the request is not valid: ${path}`, { errors: [{ path, message }] });

/**
 * The app of a request: the named one, or the only one of the mode.
 *
 * @throws {AppError} `invalid-request` naming `app` or `mode`.
 */
export const appFor = (apps: readonly AppSettings[], mode: Mode, name: string | undefined): AppSettings => {
  const ofMode = apps.filter((app) => app.mode === mode);
  if (ofMode.length === 0) throw invalid('mode', 'no app of this mode is configured');
  if (name === undefined) {
    const [only, ...others] = ofMode;
    if (only !== undefined && others.length === 0) return only;
    throw invalid('app', 'is required, because several apps have this mode');
  }
  const named = ofMode.find((app) => app.name === name);
  if (named === undefined) throw invalid('app', 'is no app of this mode');
  return named;
};

/**
 * A checked body with the app's defaults filled in.
 *
 * @throws {AppError} `invalid-request` naming every field that contradicts another one or the app's rules.
 */
export const toAxbRequest = (body: AxbBody, app: AppSettings): BindingRequest => {
  const errors = [...numberErrors(body), ...directionErrors(body), ...ruleErrors(body, app)];
  if (errors.length > 0) {
    const places = [...new Set(errors.map(({ path }) => path))].join(', ');
    throw new AppError('invalid-request', `the request is not valid: ${places}`, { errors });
  }
  return {
    app: app.name,
    mode: body.mode,
    a: body.a.number,
    b: body.b.number,
    x: body.x,
    areaCode: body.areaCode,
    areaMatch: body.areaMatch ?? app.defaults.areaMatch,
    reference: body.reference,
    terms: termsOf(body, app),
  };
};

const termsOf = (body: AxbBody, { defaults }: AppSettings): BindingTerms => {
  const record = body.record ?? defaults.record;
  const recordTone = body.recordTone ?? defaults.recordTone;
  const ttlSeconds = body.ttlSeconds === undefined ? defaults.ttlSeconds : (body.ttlSeconds ?? undefined);
  const { maxCallMinutes, lastMinuteTone, sms, waitingTones, userData } = body;
  return {
    callDirection: body.callDirection,
    record,
    ...given({ ttlSeconds, maxCallMinutes, lastMinuteTone, sms, waitingTones, userData }),
    ...(record && recordTone !== undefined ? { recordTone } : {}),
  };
};

/** Without the fields that are not there, so that the same request is always the same object. */
const given = <Fields extends Readonly<Record<string, unknown>>>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: NonNullable<Fields[Name]>;
  };

const numberErrors = ({ a, b, x }: AxbBody): readonly FieldError[] => {
  if (a.number === b.number) return [{ path: 'b', message: 'must be another number than a' }];
  if (x !== undefined && (x === a.number || x === b.number))
    return [{ path: 'x', message: 'must be another number than a and b' }];
  return [];
};

/** Fixed lines can be called through a private number but cannot call it, so nobody could use such a binding. */
const directionErrors = ({ a, b, callDirection }: AxbBody): readonly FieldError[] => {
  const aCalls = callDirection !== 'to-a' && a.line === 'mobile';
  const bCalls = callDirection !== 'from-a' && b.line === 'mobile';
  return aCalls || bCalls
    ? []
    : [
        {
          path: 'callDirection',
          message: 'leaves only a fixed line to call, which cannot call a private number',
        },
      ];
};

const ruleErrors = (body: AxbBody, { defaults }: AppSettings): readonly FieldError[] => {
  const record = body.record ?? defaults.record;
  return [
    ...(record && (body.recordTone ?? defaults.recordTone) === undefined
      ? [
          {
            path: 'recordTone',
            message: 'is required with record, because carriers block recorded calls without one',
          },
        ]
      : []),
    ...(body.ttlSeconds === null && !defaults.allowPermanent
      ? [{ path: 'ttlSeconds', message: 'must be given: the app allows no permanent bindings' }]
      : []),
  ];
};
