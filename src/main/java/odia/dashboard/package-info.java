/**
 * The live dashboard: a page, and the HTTP interface that the page and other dashboards are built
 * on, as {@code openapi.yaml} in the resources says. In come requests, out go what the {@link
 * odia.monitor.View} knows, server-sent events, corrections and operators' acts. The page's files
 * are resources; no template, nothing of a document ever stands in HTML.
 */
package odia.dashboard;
