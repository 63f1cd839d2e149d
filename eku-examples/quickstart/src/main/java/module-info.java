/** A program in a named module that embeds eku. */
module dev.eku.examples.quickstart {
    requires dev.eku.core;
    requires static org.jspecify;
}
