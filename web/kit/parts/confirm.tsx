import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { createWork } from '../state/work.ts';
import { Button } from './controls.tsx';
import { Dialog } from './dialog.tsx';
import { kitTexts } from './texts.ts';

type ConfirmProps = Readonly<{
  /** On the button, and of the dialog that it opens. */
  label: string;
  kind?: 'main' | 'danger' | undefined;
  /** How an error is told; the dialog then stays. */
  failed: (error: unknown) => ComponentChildren;
  run: () => Promise<void>;
  /** The consequences, in the dialog. */
  children: ComponentChildren;
}>;

/** A button whose work is done only when that was asked for twice. */
export const ConfirmButton = ({ label, kind = 'danger', failed, run, children }: ConfirmProps) => {
  const isAsking = useSignal(false);
  const work = useMemo(createWork, []);
  const show = (isShown: boolean) => {
    work.clear();
    isAsking.value = isShown;
  };
  const confirmed = () =>
    work.run(async () => {
      await run();
      show(false);
    });
  return (
    <>
      <Button kind={kind === 'main' ? undefined : kind} small onClick={() => show(true)}>
        {label}
      </Button>
      {isAsking.value ? (
        <Dialog title={label} close={() => show(false)} busy={work.isRunning.value}>
          {children}
          {work.error.value === undefined ? null : failed(work.error.value)}
          <div class="row">
            <Button kind={kind} disabled={work.isRunning.value} onClick={() => void confirmed()}>
              {work.isRunning.value ? kitTexts.value.working : label}
            </Button>
            <Button disabled={work.isRunning.value} onClick={() => show(false)}>
              {kitTexts.value.cancel}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
};
