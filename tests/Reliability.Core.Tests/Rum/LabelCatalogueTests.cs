using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class LabelCatalogueTests
{
    [Fact]
    public void Combination_not_admitted_is_counted_under_other()
    {
        var resolved = new LabelCatalogue().Resolve(Page(1));
        Assert.Equal(new VitalDimensions(LabelCatalogue.Other, DeviceKind.Mobile, ConnectionKind.FourG, LabelCatalogue.Other), resolved);
        Assert.Equal(resolved, new LabelCatalogue().Resolve(resolved));
    }

    [Fact]
    public void Admitted_combination_keeps_its_labels_and_others_do_not_gain_by_it()
    {
        var catalogue = Admitting(1);
        Assert.Equal(Page(1), catalogue.Resolve(Page(1)));
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(2)).Page);
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(1) with { Device = DeviceKind.Desktop }).Page);
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(1) with { Release = "2" }).Page);
    }

    [Fact]
    public void No_more_than_the_limit_are_admitted_those_with_most_samples_first()
    {
        var catalogue = new LabelCatalogue();
        Assert.True(catalogue.Admit(Enumerable.Range(0, LabelCatalogue.MaxCombinations + 100).ToDictionary(Page, i => (long)i)));
        Assert.Equal(LabelCatalogue.MaxCombinations * 8, catalogue.Encode().Length);
        Assert.Equal(LabelCatalogue.Other, catalogue.Resolve(Page(99)).Page);
        Assert.Equal(Page(100), catalogue.Resolve(Page(100)));
    }

    [Fact]
    public void Full_catalogue_admits_nobody_and_forgets_nobody()
    {
        var catalogue = Admitting([.. Enumerable.Range(0, LabelCatalogue.MaxCombinations)]);
        Assert.False(catalogue.Admit(new Dictionary<VitalDimensions, long> { [Page(9_999)] = 1_000_000 }));
        Assert.Equal(Page(0), catalogue.Resolve(Page(0)));
    }

    [Fact]
    public void Admitting_again_is_no_change()
    {
        var catalogue = Admitting(1, 2);
        Assert.False(catalogue.Admit(new Dictionary<VitalDimensions, long> { [Page(1)] = 5, [Page(2)] = 5 }));
        Assert.False(catalogue.Admit(new Dictionary<VitalDimensions, long>()));
    }

    [Fact]
    public void Order_of_the_samples_does_not_decide_ties()
    {
        var pages = Enumerable.Range(0, LabelCatalogue.MaxCombinations + 50).ToArray();
        Assert.Equal(Admitting(pages).Encode(), Admitting([.. pages.Reverse()]).Encode());
    }

    [Fact]
    public void Stored_form_restores_the_same_catalogue()
    {
        var catalogue = Admitting(1, 2, 3);
        var again = LabelCatalogue.Decode(catalogue.Encode());
        Assert.Equal(catalogue.Encode(), again.Encode());
        Assert.Equal(Page(3), again.Resolve(Page(3)));
        Assert.Equal(catalogue.Encode(), Admitting(3, 1, 2).Encode());
    }

    [Fact]
    public void Cut_bytes_restore_what_is_whole() => Assert.Equal(8, LabelCatalogue.Decode(Admitting(1, 2).Encode().AsSpan(0, 15)).Encode().Length);

    private static VitalDimensions Page(int number) => new($"/{number}", DeviceKind.Mobile, ConnectionKind.FourG, "1");

    private static LabelCatalogue Admitting(params int[] pages)
    {
        var catalogue = new LabelCatalogue();
        catalogue.Admit(pages.ToDictionary(Page, _ => 1L));
        return catalogue;
    }
}
