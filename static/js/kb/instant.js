export function instant() {}
