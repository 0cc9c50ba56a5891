import { useSignal } from '@preact/signals';
import { Button } from '../kit/parts/controls.tsx';
import { Dialog } from '../kit/parts/dialog.tsx';
import { kitTexts } from '../kit/parts/texts.ts';
import { control } from './api/server.ts';
import { FaultNote } from './parts/fault-note.tsx';
import { useDoing } from './state/doing.ts';
import { forgetAll } from './state/last-bound.ts';
import { texts } from './texts/texts.ts';

/** Sets the simulated platform back, once that was confirmed. */
export const ResetButton = () => {
  const t = texts.value.reset;
  const isAsked = useSignal(false);
  const doing = useDoing<void>();
  const close = () => {
    isAsked.value = false;
  };
  const reset = () =>
    doing.run(async () => {
      await control('POST', 'reset');
      forgetAll();
      close();
    });
  return (
    <>
      <Button
        kind="quiet"
        small
        onClick={() => {
          isAsked.value = true;
        }}
      >
        {t.button}
      </Button>
      {isAsked.value ? (
        <Dialog title={t.title} close={close} busy={doing.busy}>
          <p>{t.about}</p>
          <FaultNote error={doing.error} />
          <div class="row">
            <Button kind="danger" disabled={doing.busy} onClick={reset}>
              {t.sure}
            </Button>
            <Button disabled={doing.busy} onClick={close}>
              {kitTexts.value.cancel}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
};
