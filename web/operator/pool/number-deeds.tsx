import { ConfirmButton } from '../../kit/parts/confirm.tsx';
import { ask, type PrivateNumber } from '../api.ts';
import { showProblem } from '../problem-note.tsx';
import { numberChanged } from './pool-state.ts';
import { poolTexts } from './texts.ts';

type Change = Readonly<{ state?: PrivateNumber['state']; reserved?: boolean }>;

/** A number that is masked cannot be named. */
const isMasked = (x: string): boolean => x.includes('*');

/** The changes of a number, each after a second question. */
export const NumberDeeds = ({ number }: Readonly<{ number: PrivateNumber }>) => {
  const t = poolTexts.value;
  const { app, x, state, reserved } = number;
  if (isMasked(x)) return null;
  const deed = (label: string, sure: string, change: Change) => (
    <ConfirmButton
      key={label}
      label={label}
      kind="main"
      failed={showProblem}
      run={async () =>
        numberChanged(await ask<PrivateNumber>('PATCH', 'numbers', { body: { x, app, ...change } }))
      }
    >
      <p class="number">{x}</p>
      <p>{sure}</p>
    </ConfirmButton>
  );
  return (
    <div class="row">
      {state === 'available'
        ? deed(t.drain, t.drainSure, { state: 'draining' })
        : deed(t.free, t.freeSure, { state: 'available' })}
      {reserved
        ? deed(t.unreserve, t.unreserveSure, { reserved: false })
        : deed(t.reserve, t.reserveSure, { reserved: true })}
    </div>
  );
};
