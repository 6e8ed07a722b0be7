/**
 * Who may ask the dashboard for what, and how often: tokens with roles, sessions of browsers, and
 * the guard that every request passes. Imports Javalin alone. Nothing in here knows what is asked
 * for.
 */
package odia.access;
