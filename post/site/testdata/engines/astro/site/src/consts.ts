// Shown on every page.
export const SITE_TITLE = 'Loom Book'
export const SITE_DESCRIPTION = 'Warp, weft and the days between.'
