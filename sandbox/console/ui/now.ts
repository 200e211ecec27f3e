import { createContext } from "preact";

/** The sandbox's time at which a page is drawn: "3 hours ago" is counted from it. */
export const Now = createContext(new Date(0));
