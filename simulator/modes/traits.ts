import type { ModeName } from '../state/options.ts';

/** The differences between the pushes of a mode and those of the others. */
export type ModeTraits = {
  /** Field `serviceType` of its CDRs. */
  serviceType: string;
  /** First number of an old-style session id, as the samples of the mode have it. */
  sessionPrefix: string;
  /** `callin` carries the `subscriptionId`. */
  bindingInCallin: boolean;
  /** CDRs have the fields of a binding at all. */
  bindingInCdr: boolean;
  /** `callin` is a live question to the customer and never a mere notice. */
  liveCallin: boolean;
  /** A private number carries one call at a time. */
  oneCallAtATime: boolean;
};

const usual = { bindingInCallin: true, bindingInCdr: true, liveCallin: false, oneCallAtATime: false };

/** The traits of each mode. Source: CDR pages `privatenumber_02_0006a` and its sisters, samples of each mode. */
export const TRAITS = {
  AX: { ...usual, serviceType: '003', sessionPrefix: '1200', oneCallAtATime: true },
  AXB: { ...usual, serviceType: '004', sessionPrefix: '1200' },
  AXE: { ...usual, serviceType: '005', sessionPrefix: '1202', bindingInCallin: false },
  AXYB: { ...usual, serviceType: '007', sessionPrefix: '1202' },
  X: {
    ...usual,
    serviceType: '004',
    sessionPrefix: '1201',
    bindingInCallin: false,
    bindingInCdr: false,
    liveCallin: true,
  },
} satisfies Record<ModeName, ModeTraits>;
