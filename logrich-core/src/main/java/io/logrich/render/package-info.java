/** Text for people: line templates, themes, colours. */
@NullMarked
package io.logrich.render;

import org.jspecify.annotations.NullMarked;
