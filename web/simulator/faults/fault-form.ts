import { signal } from '@preact/signals';
import { type FaultKind, PARAMETERS } from './fault-kinds.ts';

/** The form as it was filled in; what was left empty is the simulator's to choose. */
export type FaultForm = Readonly<{
  on: string;
  kind: FaultKind;
  times: string;
  probability: string;
  appKey: string;
  pushKind: string;
  delayMs: string;
  delaySeconds: string;
  httpStatus: string;
  code: string;
}>;

export const faultForm = signal<FaultForm>({
  on: 'bind',
  kind: 'late',
  // Twice: what was lost once is tried again, and nobody sees it.
  times: '2',
  probability: '',
  appKey: '',
  pushKind: '',
  delayMs: '',
  delaySeconds: '',
  httpStatus: '',
  code: '',
});

const NUMBERS: readonly string[] = ['times', 'probability', 'delayMs', 'delaySeconds', 'httpStatus'];

/** The body of `POST /control/faults`. A result code needs both its numbers. */
export const faultBody = (form: FaultForm): Readonly<Record<string, string | number>> => {
  const { on, kind } = form;
  const common = { times: form.times, probability: form.probability, appKey: form.appKey };
  const own = Object.fromEntries((PARAMETERS[kind] ?? []).map((name) => [name, form[name]]));
  const ofPush = on === 'push' ? { pushKind: form.pushKind } : {};
  const needed = kind === 'result-code' ? { httpStatus: '403', code: '1012102' } : {};
  const given = Object.entries({ ...common, ...own, ...ofPush }).filter(([, value]) => value !== '');
  return Object.fromEntries(
    Object.entries({ on, kind, ...needed, ...Object.fromEntries(given) }).map(([name, value]) => [
      name,
      NUMBERS.includes(name) ? Number(value) : value,
    ]),
  );
};
