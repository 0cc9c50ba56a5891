/** One page of a list. `next` is the place after which the following page starts, `undefined` at the end of the list. */
export type Page<Item, Place> = Readonly<{ items: readonly Item[]; next: Place | undefined }>;

/** A page of a list of sealed items. One that cannot be opened is left out, and its id stands in `unreadable`. */
export type ReadablePage<Item, Place> = Page<Item, Place> & Readonly<{ unreadable: readonly string[] }>;
