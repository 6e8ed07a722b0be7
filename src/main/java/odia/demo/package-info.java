/**
 * Real Odia documents for a first look: SIB-200 and Wikipedia sentences that ship with the program.
 *
 * <p>May import {@code event} and {@code corpus}. The decision to know: every pass gives its
 * documents new ids, so that a demo can go on for ever and every label still belongs to one
 * document.
 */
package odia.demo;
