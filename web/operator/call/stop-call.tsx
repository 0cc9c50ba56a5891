import { ConfirmButton } from '../../kit/parts/confirm.tsx';
import { ask } from '../api.ts';
import { pathOf } from '../paths.ts';
import { showProblem } from '../problem-note.tsx';
import { may } from '../session.ts';
import { callTexts } from './texts.ts';

type StopProps = Readonly<{ callId: string; stopped: () => Promise<void> }>;

/** Ends a call that goes on, when that was asked for twice. */
export const StopCall = ({ callId, stopped }: StopProps) => {
  const t = callTexts.value;
  if (!may('bindings')) return null;
  return (
    <ConfirmButton
      label={t.stop}
      failed={showProblem}
      run={async () => {
        await ask('POST', pathOf('calls', callId, 'stop'));
        await stopped();
      }}
    >
      <p>{t.stopSure}</p>
    </ConfirmButton>
  );
};
