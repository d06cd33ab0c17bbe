// What is computed from sums. Docs: docs/metrics.md has the same formulas.

const PNL_COLUMNS = ['Orders', 'OrderLines', 'UnitsSold', 'UnitsReturned', 'GrossRevenue', 'Discounts', 'TaxInPrices',
  'Returns', 'NetRevenue', 'RevenueWithoutCost', 'KnownCOGS', 'PlatformFee', 'FulfillmentFee', 'PaymentProcessingFee',
  'ShippingResult', 'MarketingSpend', 'LinesWithCost', 'LinesWithoutCost'];

/** A ratio of two whole numbers; null where it would not divide by a positive one. */
function ratio(part, whole) { return part === null || !(whole > 0) ? null : part / whole; }

/** The P&L of rows, with every margin; a margin is null where lines lack a cost and none has one. */
function pnl(rows) {
  const p = total(rows, PNL_COLUMNS);
  p.hasCost = p.LinesWithCost > 0 || p.LinesWithoutCost === 0;
  p.RevenueWithCost = p.NetRevenue - p.RevenueWithoutCost;
  p.COGS = p.hasCost ? p.KnownCOGS : null;
  p.GrossMargin = p.hasCost ? p.RevenueWithCost - p.KnownCOGS : null;
  p.Fees = p.PlatformFee + p.FulfillmentFee + p.PaymentProcessingFee;
  p.ContributionMargin = p.hasCost ? p.GrossMargin - p.Fees + p.ShippingResult : null;
  p.NetContribution = p.hasCost ? p.ContributionMargin - p.MarketingSpend : null;
  p.RevenueBeforeReturns = p.GrossRevenue - p.Discounts - p.TaxInPrices;
  p.GrossMarginRatio = ratio(p.GrossMargin, p.RevenueWithCost);
  p.ContributionMarginRatio = ratio(p.ContributionMargin, p.RevenueWithCost);
  p.NetContributionRatio = ratio(p.NetContribution, p.RevenueWithCost);
  p.RevenueReturnRate = ratio(p.Returns, p.RevenueBeforeReturns);
  p.UnitReturnRate = ratio(p.UnitsReturned, p.UnitsSold);
  p.CoverageRatio = ratio(p.RevenueWithCost, p.NetRevenue);
  p.AverageOrderValue = ratio(p.RevenueBeforeReturns, p.Orders);
  return p;
}

/** The words that the page uses, and what they mean. */
const DEFINITIONS = {
  GrossRevenue: ['Gross revenue', 'Quantity × unit price of all lines that were sold, before discounts and returns. Shipping is not in it.'],
  Discounts: ['Discounts', 'Discounts on lines that were sold. Positive, subtracted.'],
  TaxInPrices: ['Tax in prices', 'Tax that is part of the unit price. Positive, subtracted. Zero where prices are without tax.'],
  Returns: ['Returns', 'Net revenue that was given back. Positive, subtracted. Each returned line counts once: flagged lines in the month of the sale, returns with a line of their own in the month of that line.'],
  NetRevenue: ['Net revenue', 'Gross revenue − discounts − tax in prices − returns.'],
  RevenueWithoutCost: ['Revenue without a cost', 'Net revenue of lines whose product has no unit cost in that currency on that day. It is left out of every margin, so that a missing cost never reads as profit.'],
  COGS: ['Cost of goods', 'Quantity × the unit cost that held on the day of the sale. Goods that came back are taken out. Positive, subtracted.'],
  GrossMargin: ['Gross margin', 'Net revenue − revenue without a cost − cost of goods. Empty where no line has a cost.'],
  PlatformFee: ['Platform fees', 'Fees of the marketplace or shop system, less those that were refunded. Positive, subtracted.'],
  FulfillmentFee: ['Fulfilment fees', 'Fees for storing, picking and packing. Positive, subtracted.'],
  PaymentProcessingFee: ['Payment fees', 'Fees of the payment provider. Positive, subtracted.'],
  ShippingResult: ['Shipping result', 'Shipping charged to customers − shipping that was paid. Negative where shipping costs more than it brings.'],
  ContributionMargin: ['Contribution margin', 'Gross margin − platform, fulfilment and payment fees + shipping result. Marketing is not in it.'],
  MarketingSpend: ['Marketing spend', 'Advertising spend of the channel that its platform serves; spend of other platforms is in the channel Unallocated.'],
  NetContribution: ['Net contribution', 'Contribution margin − marketing spend. Overheads, salaries and taxes on profit are not in it.'],
  Ratio: ['Margin ratios', 'Each margin divided by net revenue that has a cost. Empty where that is not positive.'],
  Orders: ['Orders', 'Orders with at least one line that was sold, in the month of their first such line.'],
  AverageOrderValue: ['Average order value', '(Gross revenue − discounts − tax in prices) / orders, before returns.'],
  RevenueReturnRate: ['Return rate', 'Returns / (gross revenue − discounts − tax in prices). May exceed 100 % in a month that takes back what earlier ones sold.'],
  UnitReturnRate: ['Units returned', 'Units returned / units sold.'],
  CTR: ['CTR', 'Click-through rate: clicks / impressions.'],
  CPC: ['CPC', 'Cost per click: spend / clicks.'],
  CPM: ['CPM', 'Cost per thousand impressions: 1,000 × spend / impressions.'],
  SpendPerDay: ['Spend per day', 'Spend / days on which something was spent.'],
  MER: ['MER', 'Marketing efficiency ratio: net revenue / marketing spend, over all channels.'],
  BlendedROAS: ['Blended ROAS', 'Return on advertising spend: revenue before returns / marketing spend, over all channels.'],
  CAC: ['CAC', 'Customer acquisition cost: marketing spend / new customers. Empty where nothing was spent.'],
  NewCustomers: ['New customers', 'Known customers whose first order in the currency is in the month. Guests are not counted.'],
  RetentionRate: ['Active customers', 'Share of a cohort with an order in that month.'],
  RepeatRate: ['Repeat customers', 'Share of a cohort with a second order by the end of that month.'],
  MarginPerCustomer: ['Margin per customer', 'Contribution margin of the cohort up to the end of that month / its customers.'],
  CoverageRatio: ['Cost coverage', 'Share of net revenue that has a cost of goods.'],
  Change: ['Change', 'Against the same months one year earlier. Empty where the data does not go back so far. Ratios change in percentage points.'],
};
