using System.Text;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Tests.OpenSlo;

// Texts of somebody who wants to break the validation: each is told what is wrong, and where, at once.
public sealed class OpenSloBreakingTests
{
    private const string Service = "apiVersion: openslo/v1\nkind: Service\nmetadata: { name: a }\nspec: {}\n";

    private const string Slo = """
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: web }
        spec:
          service: shop
          indicatorRef: good
          timeWindow: [{ duration: 30d, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.99 }]
        """;

    [Theory]
    [InlineData("1m")]
    [InlineData("1h")]
    [InlineData("1d")]
    [InlineData("1w")]
    [InlineData("1M")]
    [InlineData("1Q")]
    [InlineData("1Y")]
    [InlineData("100Y")]
    [InlineData("'30d'")]
    [InlineData("030d")]
    public void Duration_is_digits_and_a_unit(string duration) => Assert.Empty(Errors("30d", duration));

    [Theory]
    [InlineData("0w")]
    [InlineData("0m")]
    [InlineData("-1m")]
    [InlineData("+1m")]
    [InlineData("1")]
    [InlineData("m")]
    [InlineData("''")]
    [InlineData("1s")]
    [InlineData("1D")]
    [InlineData("1W")]
    [InlineData("1H")]
    [InlineData("1q")]
    [InlineData("1y")]
    [InlineData("1 d")]
    [InlineData("' 1d'")]
    [InlineData("1.5d")]
    [InlineData("1d12h")]
    [InlineData("P1D")]
    [InlineData("101Y")]
    [InlineData("99999999999999999999d")]
    [InlineData("٣d")]
    [InlineData("~")]
    [InlineData("true")]
    [InlineData("[30d]")]
    public void Other_duration_is_an_error_at_its_place(string duration)
    {
        var error = Assert.Single(Errors("30d", duration));
        Assert.Equal(("spec.timeWindow[0].duration", 7), (error.Path, error.Line));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("-0.0")]
    [InlineData("+.5")]
    [InlineData("9.99e-1")]
    [InlineData(".9999")]
    [InlineData("0.9999999999999999999999999999")]
    public void Target_is_a_number_from_0_to_below_1(string target) => Assert.Empty(Errors("0.99", target));

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.0000000000000000000000000001")]
    [InlineData("0.99999999999999999999999999999999999999")]
    [InlineData("-.1")]
    [InlineData("-1e-28")]
    [InlineData("99.9")]
    [InlineData("1e999")]
    [InlineData(".nan")]
    [InlineData(".inf")]
    [InlineData("0x1")]
    [InlineData("1_0")]
    [InlineData("99%")]
    [InlineData("'0.99'")]
    [InlineData("true")]
    [InlineData("[0.99]")]
    public void Other_target_is_an_error_at_its_place(string target)
    {
        var error = Assert.Single(Errors("0.99", target));
        Assert.Equal(("spec.objectives[0].target", 9), (error.Path, error.Line));
    }

    [Theory]
    [InlineData("target: 0.99, targetPercent: 99", "spec.objectives[0].target")]
    [InlineData("displayName: x", "spec.objectives[0].target")]
    [InlineData("target: ~", "spec.objectives[0].target")]
    [InlineData("targetPercent: 100", "spec.objectives[0].targetPercent")]
    [InlineData("targetPercent: 100.0", "spec.objectives[0].targetPercent")]
    [InlineData("targetPercent: -0.1", "spec.objectives[0].targetPercent")]
    [InlineData("target: 0.99, Target: 0.9", "spec.objectives[0].Target")]
    [InlineData("target: 0.99, target: 0.9", "spec.objectives[0].target")]
    public void Objective_has_one_target(string objective, string path) =>
        Assert.Equal(path, Assert.Single(Errors("target: 0.99", objective)).Path);

    [Theory]
    [InlineData("metadata: { name: web }", "metadata: { name: '' }", "metadata.name")]
    [InlineData("name: web", "name: -a", "metadata.name")]
    [InlineData("name: web", "name: a-", "metadata.name")]
    [InlineData("name: web", "name: a.b", "metadata.name")]
    [InlineData("name: web", "name: a_b", "metadata.name")]
    [InlineData("name: web", "name: é", "metadata.name")]
    [InlineData("name: web", "name: \"a\\n\"", "metadata.name")]
    [InlineData("name: web", "name: [a]", "metadata.name")]
    [InlineData("name: web", "name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "metadata.name")]
    [InlineData("name: web", "name: web, labels: [a]", "metadata.labels")]
    [InlineData("name: web", "name: web, labels: { a: 'x', b: { c: d } }", "metadata.labels.b")]
    [InlineData("name: web", "name: web, annotations: { a: [b] }", "metadata.annotations.a")]
    [InlineData("name: web", "name: web, annotations: { /a: b }", "metadata.annotations./a")]
    [InlineData("name: web", "name: web, annotations: { a/: b }", "metadata.annotations.a/")]
    [InlineData("name: web", "name: web, annotations: { A/b: c }", "metadata.annotations.A/b")]
    [InlineData("name: web", "name: web, annotations: { reliability/nodata: good }", "metadata.annotations.reliability/nodata")]
    [InlineData("name: web", "name: web, annotations: { reliability/low-traffic: 'min-events:0' }", "metadata.annotations.reliability/low-traffic")]
    [InlineData("name: web", "name: web, annotations: { reliability/low-traffic: 'slots:0s' }", "metadata.annotations.reliability/low-traffic")]
    [InlineData("name: web", "name: web, owner: me", "metadata.owner")]
    [InlineData("kind: SLO", "kind: SLO\nextra: 1", "extra")]
    [InlineData("apiVersion: openslo/v1", "apiVersion: openslo/v1alpha", "apiVersion")]
    [InlineData("apiVersion: openslo/v1", "apiVersion: openslo.com/v2alpha", "apiVersion")]
    [InlineData("  service: shop", "  service: shop\n  slo: x", "spec.slo")]
    [InlineData("isRolling: true", "isRolling: true, unit: d", "spec.timeWindow[0].unit")]
    [InlineData("isRolling: true", "isRolling: false", "spec.timeWindow[0].isRolling")]
    [InlineData("isRolling: true", "isRolling: yes", "spec.timeWindow[0].isRolling", "spec.timeWindow[0].isRolling")]
    [InlineData("isRolling: true", "calendar: { startTime: 2026-01-01 00:00:00 }", "spec.timeWindow[0].calendar.timeZone")]
    [InlineData("isRolling: true", "calendar: { timeZone: UTC }", "spec.timeWindow[0].calendar.startTime")]
    [InlineData("isRolling: true", "calendar: { startTime: 2026-01-01, timeZone: UTC }", "spec.timeWindow[0].calendar.startTime")]
    [InlineData("isRolling: true", "calendar: { startTime: 2026-01-01 24:00:00, timeZone: UTC }", "spec.timeWindow[0].calendar.startTime")]
    [InlineData("isRolling: true", "calendar: { startTime: 2026-01-01 00:00:00, timeZone: utc+1 }", "spec.timeWindow[0].calendar.timeZone")]
    [InlineData("isRolling: true", "calendar: { startTime: 2026-01-01 00:00:00, timeZone: ../etc/passwd }", "spec.timeWindow[0].calendar.timeZone")]
    [InlineData("isRolling: true", "calendar: { startTime: 2026-01-01 00:00:00, timeZone: UTC, offset: 1 }", "spec.timeWindow[0].calendar.offset")]
    [InlineData("[{ duration: 30d, isRolling: true }]", "[]", "spec.timeWindow")]
    [InlineData("[{ duration: 30d, isRolling: true }]", "{ duration: 30d, isRolling: true }", "spec.timeWindow")]
    [InlineData("[{ target: 0.99 }]", "[]", "spec.objectives")]
    [InlineData("[{ target: 0.99 }]", "[~]", "spec.objectives[0]")]
    [InlineData("[{ target: 0.99 }]", "[[{ target: 0.99 }]]", "spec.objectives[0]")]
    [InlineData("Occurrences", "occurrences", "spec.budgetingMethod")]
    [InlineData("  indicatorRef: good\n", "", "spec.indicator")]
    [InlineData("indicatorRef: good", "indicatorRef: Good", "spec.indicatorRef")]
    public void Broken_rule_is_told_at_its_path_and_nothing_else_is(string text, string replacement, params string[] paths) =>
        Assert.Equal(paths, Errors(text, replacement).Select(error => error.Path));

    [Fact]
    public void All_errors_of_all_levels_are_told_at_once_with_their_lines()
    {
        var report = OpenSloValidation.Validate("""
            apiVersion: openslo/v2
            kind: SLO
            metadata: { name: Web }
            spec:
              service:
              indicatorRef: a b
              timeWindow: [{ duration: 1x, isRolling: maybe }]
              budgetingMethod: Some
              objectives:
                - target: 2
                  unknown: 1
              more: 1
            """);

        Assert.Equal(
            [("apiVersion", 1), ("metadata.name", 3), ("spec.service", 5), ("spec.indicatorRef", 6), ("spec.timeWindow[0].duration", 7), ("spec.timeWindow[0].isRolling", 7), ("spec.timeWindow[0].isRolling", 7), ("spec.budgetingMethod", 8), ("spec.objectives[0].target", 10), ("spec.objectives[0].unknown", 11), ("spec.more", 12)],
            report.Documents[0].Errors.Select(error => (error.Path, error.Line)));
    }

    [Fact]
    public void Documents_around_a_broken_one_are_checked_all_the_same()
    {
        var report = OpenSloValidation.Validate($"{Service}---\nkind: [\n---\n{Service.Replace("name: a", "name: B", StringComparison.Ordinal)}---\nkind: {{\n---\n{Slo}\n");

        Assert.Equal(
            ["Service a 0", "  1", "Service B 1", "  1", "SLO web 0"],
            report.Documents.Select(document => $"{document.Kind} {document.Name} {document.Errors.Count}"));
        Assert.Equal(10, report.Documents[2].Errors[0].Line);
    }

    [Theory]
    [InlineData("name: a", "name: &x a", "metadata.name")]
    [InlineData("name: a", "name: !!str a", "metadata.name")]
    [InlineData("spec: {}", "spec: &s {}\nextra: *s", "spec", "extra", "extra")]
    [InlineData("spec: {}", "spec:\n  <<: *s", "spec.<<", "spec.<<")]
    [InlineData("spec: {}", "spec: {}\n? [a, b]\n: 1", "")]
    public void Yaml_that_no_format_needs_is_refused_and_the_rest_is_read(string text, string replacement, params string[] paths)
    {
        var errors = OpenSloValidation.Validate(Service.Replace(text, replacement, StringComparison.Ordinal)).Documents[0].Errors;
        Assert.Equal(paths, errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("apiVersion: openslo/v1\n\tkind: SLO\n")]
    [InlineData("spec:\n\tservice: a\n")]
    public void Tab_is_told_as_such(string text) => Assert.Contains(
        "a tab cannot indent; write spaces", OpenSloValidation.Validate(text).Documents[0].Errors[0].Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\n\t\"apiVersion\": \"openslo/v1\",\n\t\"kind\": \"Service\",\n\t\"metadata\": {\"name\": \"a\"},\n\t\"spec\": {\"description\": \"\\ud83d\\ude00 \\u00e9 \\/\"}\n}")]
    [InlineData("  {\"apiVersion\":\"openslo/v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"a\"},\"spec\":{}}\r\n")]
    public void Json_is_yaml(string text) => Assert.True(OpenSloValidation.Validate(text).Valid, string.Join('\n', OpenSloValidation.Validate(text).Documents[0].Errors));

    [Fact]
    public void Nothing_hides_behind_a_character_that_ends_a_text_elsewhere()
    {
        var report = OpenSloValidation.Validate($"{Service}---\0\n{Slo.Replace("0.99", "2", StringComparison.Ordinal)}");
        Assert.False(report.Valid);
        Assert.Contains(report.Documents.SelectMany(document => document.Errors), error => error.Message.Contains("U+0000", StringComparison.Ordinal));
    }

    [Fact]
    public void Empty_text_and_comments_are_no_document()
    {
        Assert.All(new[] { "", " \n", "# x\n", "---\n", "---\n...\n", "~" }, text => Assert.False(OpenSloValidation.Validate(text).Valid));
        Assert.Contains("there is no document", Assert.Single(OpenSloValidation.Validate("").Documents[0].Errors).Message, StringComparison.Ordinal);
    }

    // Counts, not seconds: each of these took a minute or more when work grew with the square of the text.
    [Theory]
    [InlineData("keys")]
    [InlineData("labels")]
    [InlineData("documents")]
    [InlineData("duplicates")]
    [InlineData("nesting")]
    [InlineData("broken")]
    public void Largest_text_is_checked_with_bounded_errors(string kind)
    {
        var text = kind switch
        {
            "keys" => Service + Repeat(number => $"k{number}: 1\n"),
            "labels" => "apiVersion: openslo/v1\nkind: Service\nspec: {}\nmetadata:\n  name: a\n  labels:\n" + Repeat(number => $"    k{number}: [1]\n"),
            "documents" => Repeat(number => $"---\na: {number}\n"),
            "duplicates" => Service + Repeat(_ => "x: 1\n"),
            "nesting" => new string('[', 1_000_000),
            _ => Repeat(_ => "---\n}\n"),
        };
        var report = OpenSloValidation.Validate(text);

        Assert.InRange(report.Documents.Count, 1, YamlDocuments.MostDocuments);
        Assert.All(report.Documents, document => Assert.InRange(document.Errors.Count, 0, OpenSloValidation.MostErrors + 1));
        Assert.Equal(kind == "labels", report.Valid);
    }

    private static string Repeat(Func<int, string> line)
    {
        var text = new StringBuilder();
        for (var number = 0; text.Length < 900_000; number++)
            text.Append(line(number));
        return text.ToString();
    }

    private static IReadOnlyList<OpenSloError> Errors(string text, string replacement)
    {
        Assert.Contains(text, Slo, StringComparison.Ordinal);
        return OpenSloValidation.Validate(Slo.Replace(text, replacement, StringComparison.Ordinal)).Documents[0].Errors;
    }
}
