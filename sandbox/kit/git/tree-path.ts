/** Whether a tree can have something at a path: git takes `..` for a place outside, and refuses `.git`. */
export const isTreePath = (path: string): boolean =>
  !path.includes("\0") && path.split("/").every((part) => !["", ".", "..", ".git"].includes(part.toLowerCase()));
