import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from './controls.tsx';
import { kitTexts } from './texts.ts';

/** A dialog over the page, which holds the focus and gives it back; Escape closes it. */
export const Dialog = ({
  title,
  close,
  children,
}: Readonly<{ title: string; close: () => void; children: ComponentChildren }>) => {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
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
