import type { SeenAnswer } from '../cloud/seen.ts';

/** The result of one check. `unknown`: it was not made, and `text` says why. The deployment is not at fault. */
export type CheckLine = Readonly<{
  name: string;
  state: 'ok' | 'wrong' | 'unknown';
  text: string;
  /** The way to right a wrong one. */
  fix?: string;
}>;

export const ok = (name: string, text: string): CheckLine => ({ name, state: 'ok', text });

export const wrong = (name: string, text: string, fix: string): CheckLine => ({
  name,
  state: 'wrong',
  text,
  fix,
});

export const unknown = (name: string, text: string): CheckLine => ({ name, state: 'unknown', text });

/** The line for an answer of AWS: `judge` for what was seen; what is absent is wrong, and what may not be asked unknown. */
export const judged = <Value>(
  name: string,
  answer: SeenAnswer<Value>,
  judge: (value: Value) => CheckLine,
  whenAbsent: Readonly<{ text: string; fix: string }>,
): CheckLine => {
  switch (answer.kind) {
    case 'seen':
      return judge(answer.value);
    case 'absent':
      return wrong(name, whenAbsent.text, whenAbsent.fix);
    case 'no-right':
      return unknown(name, `not checked: no right (${answer.action})`);
    case 'failed':
      return unknown(name, `not checked: ${answer.why}`);
  }
};
