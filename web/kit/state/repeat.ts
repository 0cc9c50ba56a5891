import { useEffect, useRef } from 'preact/hooks';

/** Does something now and then again, while the page is in sight; nothing is asked in the background. */
export const useEvery = (seconds: number, run: () => void, because: readonly unknown[] = []): void => {
  useEffect(() => {
    run();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') run();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [...because]);
};

/**
 * Reads a list whenever somebody comes to it: with its page, and back from an entry that was open; and after each deed.
 *
 * @param isOpen an entry is open, and not the list that was come to
 * @param deeds how many deeds were done that the list may show
 */
export const useReading = (read: () => void, isOpen = false, deeds = 0): void => {
  const before = useRef<number>(undefined);
  useEffect(() => {
    if (before.current !== deeds || !isOpen) read();
    before.current = deeds;
  }, [isOpen, deeds]);
};
