import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { noteFocus } from '../state/focus-back.ts';
import { Button } from './controls.tsx';
import { kitTexts } from './texts.ts';

/** A dialog over the page, which holds the focus and gives it back; Escape closes it, unless its work goes on (`busy`): how that ends must be seen. */
export const Dialog = ({
  title,
  close,
  busy = false,
  children,
}: Readonly<{ title: string; close: () => void; busy?: boolean; children: ComponentChildren }>) => {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const focusAgain = noteFocus();
    element.current?.showModal();
    return focusAgain;
  }, []);
  const stay = (event: Event) => {
    if (busy) event.preventDefault();
  };
  // Browsers let nobody hold a dialog open against a second Escape.
  const closed = () => {
    if (busy) element.current?.showModal();
    else close();
  };
  return (
    <dialog ref={element} aria-label={title} onCancel={stay} onClose={closed}>
      <div class="stack">
        <div class="card-head">
          <h2>{title}</h2>
          <Button kind="quiet" small disabled={busy} onClick={close}>
            {kitTexts.value.close}
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
};
