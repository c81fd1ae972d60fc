package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Max;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    private final ObjectMapper mapper = StrictJson.configure(io.dropwizard.jackson.Jackson.newObjectMapper());
    private final MergePatch patch =
            new MergePatch(mapper, Validation.buildDefaultValidatorFactory().getValidator());

    /** A request as a feature would have it. */
    record Bed(String ward, @Max(9) Integer number) {}

    /** The examples of RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':'b'}              | {'a':'c'}                  | {'a':'c'}",
                "{'a':'b'}              | {'b':'c'}                  | {'a':'b','b':'c'}",
                "{'a':'b'}              | {'a':null}                 | {}",
                "{'a':'b','b':'c'}      | {'a':null}                 | {'b':'c'}",
                "{'a':['b']}            | {'a':'c'}                  | {'a':'c'}",
                "{'a':'c'}              | {'a':['b']}                | {'a':['b']}",
                "{'a':{'b':'c'}}        | {'a':{'b':'d','c':null}}   | {'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]}      | {'a':[1]}                  | {'a':[1]}",
                "['a','b']              | ['c','d']                  | ['c','d']",
                "{'a':'b'}              | ['c']                      | ['c']",
                "{'a':'foo'}            | null                       | null",
                "{'a':'foo'}            | 'bar'                      | 'bar'",
                "{'e':null}             | {'a':1}                    | {'e':null,'a':1}",
                "[1,2]                  | {'a':'b','c':null}         | {'a':'b'}",
                "{}                     | {'a':{'bb':{'ccc':null}}}  | {'a':{'bb':{}}}"
            })
    void aPatchIsMergedAsTheStandardSays(String target, String change, String result) throws Exception {
        assertThat(MergePatch.merge(json(target), json(change))).isEqualTo(json(result));
    }

    @Test
    void whatComesOutIsValidatedLikeARequest() throws Exception {
        var bed = new Bed("A", 3);
        assertThat(patch.apply(bed, json("{'number':4}"))).isEqualTo(new Bed("A", 4));
        assertThat(patch.apply(bed, json("{'ward':null}"))).isEqualTo(new Bed(null, 3));
        assertThatThrownBy(() -> patch.apply(bed, json("{'number':10}")))
                .isInstanceOf(ConstraintViolationException.class);
        for (String unknown : List.of("{'color':1}", "{'color':null}")) {
            assertThatThrownBy(() -> patch.apply(bed, json(unknown)))
                    .isInstanceOfSatisfying(
                            WebApplicationException.class,
                            refused -> assertThat(refused.getResponse().getStatus())
                                    .isEqualTo(400));
        }
        assertThatThrownBy(() -> patch.apply(bed, json("[]"))).isInstanceOf(WebApplicationException.class);
        assertThatThrownBy(() -> patch.apply(bed, null)).isInstanceOf(WebApplicationException.class);
    }

    private JsonNode json(String text) throws Exception {
        return mapper.readTree(text.replace('\'', '"'));
    }
}
