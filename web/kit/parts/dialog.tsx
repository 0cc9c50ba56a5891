import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from './controls.tsx';
import { kitTexts } from './texts.ts';

/** A dialog over the page, which holds the focus; Escape closes it. */
export const Dialog = ({
  title,
  close,
  children,
}: Readonly<{ title: string; close: () => void; children: ComponentChildren }>) => {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog ref={element} aria-label={title} onClose={close}>
      <div class="stack">
        <div class="card-head">
          <h2>{title}</h2>
          <Button kind="quiet" small onClick={close}>
            {kitTexts.value.close}
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
};
