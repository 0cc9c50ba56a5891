import { useSignal } from '@preact/signals';
import { Button } from '../../kit/parts/controls.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { ask } from '../api.ts';
import { ProblemNote } from '../problem-note.tsx';
import { may } from '../session.ts';
import { callTexts } from './texts.ts';

/** Ends a call that goes on, when that was asked for twice. */
export const StopCall = ({ callId, stopped }: Readonly<{ callId: string; stopped: () => void }>) => {
  const t = callTexts.value;
  const isAsking = useSignal(false);
  const error = useSignal<unknown>(undefined);
  if (!may('bindings')) return null;
  const stop = async () => {
    try {
      await ask('POST', `calls/${callId}/stop`);
      isAsking.value = false;
      stopped();
    } catch (failed) {
      error.value = failed;
    }
  };
  return (
    <>
      <Button
        kind="danger"
        small
        onClick={() => {
          isAsking.value = true;
        }}
      >
        {t.stop}
      </Button>
      {isAsking.value ? (
        <Dialog
          title={t.stop}
          close={() => {
            isAsking.value = false;
          }}
        >
          <p>{t.stopSure}</p>
          {error.value === undefined ? null : <ProblemNote error={error.value} />}
          <div class="row">
            <Button kind="danger" onClick={() => void stop()}>
              {t.stop}
            </Button>
            <Button
              onClick={() => {
                isAsking.value = false;
              }}
            >
              {kitTexts.value.cancel}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
};
