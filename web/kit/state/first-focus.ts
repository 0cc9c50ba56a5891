import { useEffect } from 'preact/hooks';

/**
 * Puts the focus on the field of a page in which everybody types first, unless something has it already. Not where a finger points,
 * because a keyboard would cover half of the screen.
 *
 * @param selector of the field
 */
export const useFirstFocus = (selector: string): void => {
  useEffect(() => {
    if (document.activeElement === document.body && matchMedia('(pointer: fine)').matches)
      document.querySelector<HTMLElement>(selector)?.focus();
  }, []);
};
