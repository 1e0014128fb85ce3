using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class LabelCatalogueTests
{
    private const int LastHour = 23;

    [Fact]
    public void Combination_not_admitted_is_counted_under_other()
    {
        var resolved = new LabelCatalogue().Resolve(Page(1), 1);
        Assert.Equal(new VitalDimensions(LabelCatalogue.Other, DeviceKind.Mobile, ConnectionKind.FourG, LabelCatalogue.Other), resolved);
        Assert.Equal(resolved, new LabelCatalogue().Resolve(resolved, 1));
    }

    [Fact]
    public void Admitted_combination_keeps_its_labels_and_others_do_not_gain_by_it()
    {
        var catalogue = Admitting(1);
        Assert.Equal(Page(1), catalogue.Resolve(Page(1), 1));
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(2), 1).Page);
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(1) with { Device = DeviceKind.Desktop }, 1).Page);
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(1) with { Release = "2" }, 1).Page);
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(1) with { Navigation = NavigationKind.Reload }, 1).Page);
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(1) with { IsBot = true }, 1).Page);
    }

    [Fact]
    public void By_the_end_of_a_day_all_places_are_open_and_those_with_most_samples_get_them()
    {
        var catalogue = new LabelCatalogue();
        catalogue.Admit(1, Enumerable.Range(0, LabelCatalogue.MaxCombinations + 100).ToDictionary(Page, i => (long)i), LastHour);
        Assert.Equal(LabelCatalogue.MaxCombinations, Count(catalogue));
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(99), 1).Page);
        Assert.Equal(Page(100), catalogue.Resolve(Page(100), 1));
    }

    [Fact]
    public void Newcomers_get_half_of_the_places_at_once_and_the_others_hour_by_hour()
    {
        var catalogue = new LabelCatalogue();
        for (var hour = 0; hour <= LastHour; hour++)
        {
            catalogue.Admit(1, Enumerable.Range(hour * 10_000, 6_000).ToDictionary(Page, _ => 1L), hour);
            Assert.Equal(LabelCatalogue.MaxCombinations * (24 + hour + 1) / 48, Count(catalogue));
        }
    }

    [Fact]
    public void Late_sample_does_not_close_places_that_were_open()
    {
        var catalogue = new LabelCatalogue();
        catalogue.Admit(1, new Dictionary<VitalDimensions, long> { [Page(0)] = 1 }, LastHour);
        catalogue.Admit(1, Enumerable.Range(1, 6_000).ToDictionary(Page, _ => 1L), hour: 3);
        Assert.Equal(LabelCatalogue.MaxCombinations, Count(catalogue));
    }

    [Fact]
    public void Flood_of_invented_pages_pushes_out_no_page_of_the_day_before()
    {
        var yesterday = new LabelCatalogue();
        yesterday.Admit(1, Enumerable.Range(0, 2_000).ToDictionary(Page, _ => 10L), LastHour);
        yesterday.Admit(1, Enumerable.Range(10_000, 6_000).ToDictionary(Page, _ => 1L), LastHour);
        var today = new LabelCatalogue(yesterday);
        today.Admit(1, Enumerable.Range(20_000, 50_000).ToDictionary(Page, _ => 1_000L), hour: 0);
        Assert.All(Enumerable.Range(0, 2_000), page => Assert.Equal(Page(page), today.Resolve(Page(page), 1)));
        Assert.True(Count(today) < LabelCatalogue.MaxCombinations);
        today.Admit(1, new Dictionary<VitalDimensions, long> { [Page(99_999)] = 1 }, hour: 1);
        Assert.Equal(Page(99_999), today.Resolve(Page(99_999), 1));
    }

    [Fact]
    public void No_more_than_half_of_the_places_are_taken_over_those_with_most_samples_first()
    {
        var yesterday = new LabelCatalogue();
        yesterday.Admit(1, Enumerable.Range(0, 4_000).ToDictionary(Page, i => 1L + i), LastHour);
        var today = new LabelCatalogue(yesterday);
        Assert.Equal(LabelCatalogue.MaxCarried, Count(today));
        Assert.Equal(LabelCatalogue.Other, today.Resolve(Page(4_000 - LabelCatalogue.MaxCarried - 1), 1).Page);
        Assert.Equal(Page(4_000 - LabelCatalogue.MaxCarried), today.Resolve(Page(4_000 - LabelCatalogue.MaxCarried), 1));
    }

    [Fact]
    public void Combination_that_nobody_visits_is_taken_over_once_only()
    {
        var third = new LabelCatalogue(new LabelCatalogue(Admitting(1)));
        Assert.Equal(0, Count(third));
    }

    [Fact]
    public void What_a_round_was_counted_under_does_not_change_when_a_later_one_admits_it()
    {
        var catalogue = new LabelCatalogue();
        catalogue.Admit(7, Enumerable.Range(0, 6_000).ToDictionary(Page, _ => 1L), hour: 0);
        var late = Enumerable.Range(0, 6_000).Select(Page).First(page => catalogue.Resolve(page, 7).Page == LabelCatalogue.Other);
        catalogue.Admit(8, new Dictionary<VitalDimensions, long> { [late] = 1 }, LastHour);
        foreach (var stored in new[] { catalogue, Restored(catalogue) })
        {
            Assert.Equal(LabelCatalogue.Other, stored.Resolve(late, 7).Page);
            Assert.Equal(late, stored.Resolve(late, 8));
        }
    }

    [Fact]
    public void Full_catalogue_admits_nobody_and_forgets_nobody()
    {
        var catalogue = Admitting([.. Enumerable.Range(0, LabelCatalogue.MaxCombinations)]);
        catalogue.Admit(1, new Dictionary<VitalDimensions, long> { [Page(9_999)] = 1_000_000 }, LastHour);
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(9_999), 1).Page);
        Assert.Equal(Page(0), catalogue.Resolve(Page(0), 1));
    }

    [Fact]
    public void Order_of_the_samples_does_not_decide_ties()
    {
        var pages = Enumerable.Range(0, LabelCatalogue.MaxCombinations + 50).ToArray();
        Assert.Equal(Admitting(pages).EncodeHashes(), Admitting([.. pages.Reverse()]).EncodeHashes());
    }

    [Fact]
    public void Stored_form_restores_the_same_catalogue()
    {
        var catalogue = new LabelCatalogue(Admitting(1, 2, 3));
        catalogue.Admit(1, new Dictionary<VitalDimensions, long> { [Page(3)] = 1_000_000, [Page(4)] = 7 }, hour: 11);
        var again = Restored(catalogue);
        Assert.Equal(catalogue.EncodeHashes(), again.EncodeHashes());
        Assert.Equal(catalogue.EncodeSamples(), again.EncodeSamples());
        Assert.Equal(catalogue.EncodeRounds(), again.EncodeRounds());
        Assert.Equal(new LabelCatalogue(catalogue).EncodeHashes(), new LabelCatalogue(again).EncodeHashes());
        Assert.Equal(Page(4), again.Resolve(Page(4), 1));
    }

    [Fact]
    public void Stored_form_fits_three_properties_of_an_entity()
    {
        var catalogue = Admitting([.. Enumerable.Range(0, LabelCatalogue.MaxCombinations)]);
        Assert.Equal(40_000, catalogue.EncodeHashes().Length);
        Assert.InRange(catalogue.EncodeSamples().Length, LabelCatalogue.MaxCombinations, 45_018);
    }

    [Fact]
    public void Cut_bytes_restore_what_is_whole() =>
        Assert.Equal(1, Count(LabelCatalogue.Decode(Admitting(1, 2).EncodeHashes().AsSpan(0, 15), [], [])));

    private static int Count(LabelCatalogue catalogue) => catalogue.EncodeHashes().Length / sizeof(ulong);

    private static LabelCatalogue Restored(LabelCatalogue catalogue) => LabelCatalogue.Decode(catalogue.EncodeHashes(), catalogue.EncodeSamples(), catalogue.EncodeRounds());

    private static VitalDimensions Page(int number) => new($"/{number}", DeviceKind.Mobile, ConnectionKind.FourG, "1");

    private static LabelCatalogue Admitting(params int[] pages)
    {
        var catalogue = new LabelCatalogue();
        catalogue.Admit(1, pages.ToDictionary(Page, _ => 1L), LastHour);
        return catalogue;
    }
}
