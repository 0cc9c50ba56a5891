import { type Binding, type EndReason, statusAt } from './binding.ts';
import { rulesOfMode } from './mode-rules.ts';

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
    queuedUntil: binding.status === 'pending' ? binding.queuedUntil : undefined,
    /** `null`: never. A pending binding has no end yet. */
    expiresAt: binding.expiresAt ?? (terms.ttlSeconds === undefined ? null : undefined),
    releasedAt: binding.releasedAt,
    endedAt: endedAt(binding, now),
    replaces: binding.replaces,
    replacedBy: binding.replacedBy,
    version: binding.version,
    /** Since when another person than the first one is there. */
    aSince: binding.joined?.a,
    bSince: binding.joined?.b,
    createdBy: binding.createdBy,
    changedBy: binding.changed?.by,
    changedAt: binding.changed?.at,
    ...endView(binding, now),
  };
};

/**
 * When the people of a binding had its numbers no longer, ISO 8601 UTC, also where that is still to come; `undefined` while no end
 * is known. The platform's timer and our clock end a binding at its time, whatever is recorded later. One of AX lives until it has
 * been unbound, which is after its time.
 */
export const endOfLife = ({ mode, expiresAt, releasedAt, end }: Binding): string | undefined => {
  const recorded = releasedAt ?? end?.at;
  if (rulesOfMode(mode).endedBy === 'sweeper') return recorded;
  return [recorded, expiresAt].filter((instant) => instant !== undefined).sort()[0];
};

/** The end of a binding that is over by now; `undefined` while it lives, and where nobody knows when it ended. */
export const endedAt = (binding: Binding, now: Date): string | undefined => {
  const status = statusAt(binding, now);
  return status === 'released' || status === 'expired' ? endOfLife(binding) : undefined;
};

/** The reason of the end of a binding; `undefined` while it lives, and for one that was released before reasons were stored. */
const endReasonOf = (binding: Binding, now: Date): EndReason | undefined => {
  const status = statusAt(binding, now);
  if (status === 'failed' || status === 'expired') return status;
  return status === 'releasing' || status === 'released' ? binding.end?.why : undefined;
};

const endView = (binding: Binding, now: Date) => {
  const endReason = endReasonOf(binding, now);
  // Of one that expired or was never made nobody is named, also when somebody had asked for its end.
  const isOfSomebody = endReason !== undefined && endReason !== 'expired' && endReason !== 'failed';
  return { endedBy: isOfSomebody ? binding.end?.by : undefined, endReason };
};

/** A temporary callee whose time is up is left out. */
const liveCallee = ({ temporaryCallee }: Binding, now: Date) =>
  temporaryCallee !== undefined && temporaryCallee.expiresAt > now.toISOString()
    ? { callee: temporaryCallee.callee, expiresAt: temporaryCallee.expiresAt }
    : undefined;

export type BindingView = ReturnType<typeof bindingView>;
