import { type Binding, statusAt } from './binding.ts';

/** A binding as our callers see it: numbers in E.164, instants ISO 8601, fields that do not exist left out. */
export const bindingView = (binding: Binding, now: Date) => {
  const { terms } = binding;
  return {
    bindingId: binding.bindingId,
    app: binding.app,
    mode: binding.mode,
    status: statusAt(binding, now),
    a: binding.a,
    b: binding.b,
    x: binding.x,
    y: binding.y,
    extension: binding.extension,
    subscriptionId: binding.subscriptionId,
    reference: binding.reference,
    callDirection: terms.callDirection,
    record: terms.record,
    recordTone: terms.recordTone,
    maxCallMinutes: terms.maxCallMinutes,
    lastMinuteTone: terms.lastMinuteTone,
    sms: terms.sms,
    waitingTones: terms.waitingTones,
    userData: terms.userData,
    callback: terms.callback,
    callbackTtlSeconds: terms.callbackTtlSeconds,
    ybTtlSeconds: terms.ybTtlSeconds,
    temporaryCallee: liveCallee(binding, now),
    createdAt: binding.createdAt,
    /** `null`: never. A pending binding has no end yet. */
    expiresAt: binding.expiresAt ?? (terms.ttlSeconds === undefined ? null : undefined),
    releasedAt: binding.releasedAt,
    version: binding.version,
  };
};

/** A temporary callee whose time is up is left out. */
const liveCallee = ({ temporaryCallee }: Binding, now: Date) =>
  temporaryCallee !== undefined && temporaryCallee.expiresAt > now.toISOString()
    ? { callee: temporaryCallee.callee, expiresAt: temporaryCallee.expiresAt }
    : undefined;

export type BindingView = ReturnType<typeof bindingView>;
